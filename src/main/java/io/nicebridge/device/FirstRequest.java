package io.nicebridge.device;

import io.nicebridge.http.WebReply;
import io.nicebridge.http.WebRequest;
import io.nicebridge.id.ApiName;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.ManagementPath;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.OwnRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** GetManagementEndPoint: what a device asks on its first power-up (NICE 0.9 section 8.3). */
final class FirstRequest {
  private FirstRequest() {}

  static WebRequest of(SecurityObject born, long commandId, DateTimeStamp now, Duration timeout) {
    WebScheme web = born.la().web().orElseThrow();
    ManagementPath path =
        new ManagementPath(
            born.la().version(), born.la().id(), new ApiName("GetManagementEndPoint"));
    OwnRequest request =
        new OwnRequest(born.device(), path, now, commandId, web.token(), false, Optional.empty());
    return WebAsk.of(web, request, timeout);
  }

  /**
   * What the license authority says.
   *
   * @throws Malformed in a sentence that names what is wrong
   * @throws io.nicebridge.message.Refusal when it is no Common Message
   */
  static ManagementEndPoint answer(SecurityObject born, WebReply reply, Instant now) {
    String json = WebAsk.object("the license authority", reply);
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
