package io.nicebridge.device;

import io.nicebridge.id.Authority;
import io.nicebridge.id.Malformed;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an endpoint is reached by MQTT: the MQTT variant of {@code NetEndPoint.Scheme}. The license
 * authority or the account service gives the device all of it.
 *
 * <p>The Authority MUST lead to a broker by TLS or WSS (NICE 0.9 sections 5 and 8.1): {@code
 * ssl://} or {@code mqtts://}, {@code wss://}, or none of them. Without one, port 8883 is TLS and
 * any other WSS, which every broker of NICE must speak.
 *
 * @param url as the bridge writes it, {@code ssl:} or {@code wss:}
 * @param password the network access token
 */
public record MqttScheme(
    URI url, Optional<String> username, Optional<String> password, Optional<String> clientId) {
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:([a-z]+)://)?([^/?#@]+)(/[A-Za-z0-9._~/-]*)?");

  static MqttScheme of(Part scheme) {
    return new MqttScheme(
        url(scheme.named("Authority"), scheme.text("Authority")),
        scheme.findText("Username"),
        scheme.findText("Password"),
        scheme.findText("ClientID"));
  }

  private static URI url(String name, String text) {
    Matcher parts = AUTHORITY.matcher(text);
    if (!parts.matches()) {
      throw Malformed.of(name, text, "host or host:port, perhaps after ssl:// or wss://");
    }
    Authority where = Authority.parse(parts.group(2));
    String path = parts.group(3) == null ? "/mqtt" : parts.group(3);
    String word = parts.group(1) == null ? "" : parts.group(1);
    boolean tls = word.isEmpty() && where.port().orElse(0) == 8883;
    return switch (word) {
      case "ssl", "mqtts", "tls" -> URI.create("ssl://" + where);
      case "", "wss" -> URI.create(tls ? "ssl://" + where : "wss://" + where + path);
      default -> throw Malformed.of(name, text, "by TLS or WSS (sections 5 and 8.1)");
    };
  }

  /** For a log: no password. */
  @Override
  public String toString() {
    return url.toString();
  }
}
