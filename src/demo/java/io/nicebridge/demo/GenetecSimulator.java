package io.nicebridge.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Web SDK of Genetec Security Center: 200 also where it fails, and HTML where a path is odd.
 */
public final class GenetecSimulator extends VmsServer {
  public static final String USER = "admin;4a7c33e5-0000-4000-8000-000000000001";
  private static final Pattern RAISE =
      Pattern.compile("/WebSdk/events/RaiseCustomEvent/([0-9]+)/([0-9a-f-]{36})/([^/?]+)");

  private final Set<String> events;

  /**
   * @param events the numbers of the custom events that it knows
   */
  public GenetecSimulator(DevCertificates.Identity identity, Set<String> events) {
    super(Optional.of(identity));
    this.events = Set.copyOf(events);
  }

  @Override
  protected Answer answer(Asked asked) {
    String expected =
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    if (!("Basic " + expected).equals(asked.headers().getFirst("Authorization"))) {
      return refuse(401, "no login with an application id");
    }
    Matcher raise = RAISE.matcher(asked.target());
    if (!asked.method().equals("POST") || !raise.matches()) {
      refuse(400, "no such call: " + asked.target());
      return Answer.html(400, "<html>Bad Request</html>");
    }
    if (!events.contains(raise.group(1))) {
      refuse(200, "no such custom event");
      return Answer.json(
          200, "{\"Rsp\":{\"Status\":\"Fail\",\"Result\":{\"SdkErrorCode\":\"UnknownEvent\"}}}");
    }
    take(asked);
    return Answer.json(200, "{\"Rsp\":{\"Status\":\"Ok\",\"Result\":null}}");
  }
}
