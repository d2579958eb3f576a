package io.nicebridge.cases;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Where a Camel endpoint leads, as a person would write it: {@code https://host/path} for the HTTP
 * components, {@code scheme:rest} for all others.
 */
record PlayedAddress(String text, boolean http) {
  private static final Set<String> HTTP =
      Set.of("http", "https", "vertx-http", "netty-http", "undertow", "jetty");

  static PlayedAddress of(String scheme, String remaining) {
    if (!HTTP.contains(scheme)) {
      return new PlayedAddress(scheme + ":" + remaining, false);
    }
    boolean whole = remaining.startsWith("http://") || remaining.startsWith("https://");
    String plain = scheme.equals("https") ? "https://" : "http://";
    return new PlayedAddress(
        whole ? remaining : plain + remaining.replaceFirst("^https?:/*", ""), true);
  }

  /** With what the message itself says about it (the headers of Camel's HTTP producers). */
  String of(Message message) {
    if (!http) {
      return text;
    }
    String base = message.getHeader(Exchange.HTTP_URI, text, String.class);
    @Nullable String path = message.getHeader(Exchange.HTTP_PATH, String.class);
    String whole =
        path == null || path.isEmpty()
            ? base
            : base.replaceFirst("/$", "") + (path.startsWith("/") ? path : "/" + path);
    int query = whole.indexOf('?');
    return query < 0 ? whole : whole.substring(0, query);
  }

  /** As Camel's HTTP producers choose it. */
  String method(Message message, Map<String, String> options) {
    Object said = message.getHeader(Exchange.HTTP_METHOD);
    if (said != null) {
      return said.toString();
    }
    return options.getOrDefault("httpMethod", message.getBody() == null ? "GET" : "POST");
  }
}
