package io.nicebridge.step;

import io.nicebridge.http.Site;
import io.nicebridge.http.SiteSession;
import io.nicebridge.message.Causes;
import io.nicebridge.sink.SinkFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Calls a system beside the bridge by HTTP, as a route file declares it: {@code to: site:<bean>}.
 * An earlier step has put the method and path into exchange properties, and the body; the answer
 * becomes the body. 2xx is success; 408, 425, 429 and 5xx come again, anything else does not.
 */
public final class SiteCall extends AsyncStep {
  /** {@link SiteSession.Ask}: what to ask. */
  static final String ASK = "niceSiteAsk";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private String url = "";
  private Site.Login login = Site.Login.NONE;
  private String username = "";
  private String password = "";
  private String trustStore = "";
  private String trustStorePassword = "";
  private String pin = "";
  private Duration timeout = TIMEOUT;
  private volatile @Nullable SiteSession session;

  /** Of the system, with http or https. */
  public void setUrl(String url) {
    this.url = SiteAddress.checked("url", url);
  }

  /** none, basic, digest, nx or frigate. */
  public void setLogin(String login) {
    this.login =
        Arrays.stream(Site.Login.values())
            .filter(known -> word(known).equals(login))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "login [%s] must be one of %s"
                            .formatted(
                                login,
                                Arrays.stream(Site.Login.values())
                                    .map(SiteCall::word)
                                    .collect(Collectors.joining(", ")))));
  }

  private static String word(Site.Login login) {
    return login.name().toLowerCase(Locale.ROOT);
  }

  public void setUsername(String username) {
    this.username = username;
  }

  /** The password, or {@code file:} and the file that holds it. */
  public void setPassword(String password) {
    this.password = password;
  }

  /** PKCS12 or PEM; empty for those whom the Java platform trusts. */
  public void setTrustStore(String file) {
    this.trustStore = file;
  }

  public void setTrustStorePassword(String password) {
    this.trustStorePassword = password;
  }

  /** The SHA-256 of a certificate that signed itself. */
  public void setPin(String sha256) {
    if (!sha256.isEmpty() && !sha256.replace(":", "").matches("[0-9A-Fa-f]{64}")) {
      throw new IllegalArgumentException(
          "pin [%s] must be the SHA-256 of a certificate: 64 hexadecimal digits".formatted(sha256));
    }
    this.pin = sha256;
  }

  /** Milliseconds for each call. */
  public void setTimeoutMillis(long millis) {
    if (millis < 1) {
      throw new IllegalArgumentException("timeoutMillis [%d] must be 1 or more".formatted(millis));
    }
    this.timeout = Duration.ofMillis(millis);
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    return session()
        .ask(asked(exchange))
        .handle(
            (reply, failure) -> {
              if (failure != null) {
                throw fault(failure);
              }
              answered(exchange, reply);
              return reply;
            });
  }

  SiteSession session() {
    SiteSession known = session;
    if (known == null) {
      synchronized (this) {
        known = session;
        if (known == null) {
          known = new SiteSession(site(), timeout);
          session = known;
        }
      }
    }
    return known;
  }

  private Site site() {
    return new Site(
        URI.create(url),
        login,
        username,
        secret(password),
        trustStore.isEmpty() ? Optional.empty() : Optional.of(file(trustStore)),
        secret(trustStorePassword),
        Optional.of(pin).filter(text -> !text.isEmpty()));
  }

  private static Path file(String address) {
    return Path.of(address.replaceFirst("^file:", ""));
  }

  static String secret(String text) {
    if (!text.startsWith("file:")) {
      return text;
    }
    try {
      return Files.readString(file(text)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an earlier step wants to be asked. */
  public static SiteSession.Ask asked(Exchange exchange) {
    return Facts.must(exchange, ASK, SiteSession.Ask.class);
  }

  public String url() {
    return url;
  }

  /** Takes an answer, or throws what is wrong with it. */
  public void answered(Exchange exchange, SiteSession.Reply reply) {
    int status = reply.status();
    if (status >= 200 && status < 300) {
      exchange.getMessage().setBody(new String(reply.body(), StandardCharsets.UTF_8));
      return;
    }
    throw SinkVerdict.ofStatus(status, reply.retryAfter());
  }

  private static RuntimeException fault(Throwable failure) {
    Throwable cause = Causes.of(failure);
    if (cause instanceof SiteSession.LoginRefused refused) {
      return SinkFault.lasting(String.valueOf(refused.getMessage()));
    }
    return cause instanceof RuntimeException known ? known : new CompletionException(cause);
  }
}
