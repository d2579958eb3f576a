package io.nicebridge.device;

import io.nicebridge.http.WebReply;
import io.nicebridge.http.WebRequest;
import io.nicebridge.id.ApiName;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.ManagementPath;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.OwnRequest;
import io.nicebridge.message.ReplyHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** GetManagementEndPoint: what a device asks on its first power-up (NICE 0.9 section 8.3). */
final class FirstRequest {
  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;

  private FirstRequest() {}

  static WebRequest of(SecurityObject born, long commandId, DateTimeStamp now, Duration timeout) {
    WebScheme web = born.la().web().orElseThrow();
    ManagementPath path =
        new ManagementPath(
            born.la().version(), born.la().id(), new ApiName("GetManagementEndPoint"));
    OwnRequest request =
        new OwnRequest(born.device(), path, now, commandId, web.token(), false, Optional.empty());
    return new WebRequest(
        web.authority(),
        web.prefix() + path.path(),
        web.token().isEmpty() ? "" : "Bearer " + web.token(),
        request.toJson(),
        timeout,
        nowhere -> false,
        () -> {});
  }

  /**
   * What the license authority says.
   *
   * @throws Malformed in a sentence that names what is wrong
   * @throws io.nicebridge.message.Refusal when it is no Common Message
   */
  static ManagementEndPoint answer(SecurityObject born, WebReply reply, Instant now) {
    int status = ReplyHead.read(reply.body()).withStatus(reply.status()).statusCode();
    // 0 is what NICE 1.x says for success.
    if (status != 0 && (status < OK || status >= MULTIPLE_CHOICES)) {
      throw new Malformed("the license authority answered with status " + status);
    }
    String json =
        Bodies.of(reply.body())
            .orElseThrow(() -> new Malformed("the license authority's answer has no Payload"));
    ManagementEndPoint endPoint = ManagementEndPoint.parse(json);
    if (!Certificates.leadTo(born.laRoots(), endPoint.app().chain(), now)) {
      throw new Malformed(
          "the license authority's certificate must lead to a NICELARootCertificate of the device");
    }
    if (endPoint.net().mqtt().isEmpty()) {
      throw new Malformed(
          "the license authority names no broker: NetEndPoint.Scheme must have one with the"
              + " Protocol MQTT");
    }
    return endPoint;
  }
}
