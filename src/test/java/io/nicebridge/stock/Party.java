package io.nicebridge.stock;

import static org.awaitility.Awaitility.await;

import io.nicebridge.Messages;
import io.nicebridge.RawHttps;
import io.nicebridge.TestBridge;
import io.nicebridge.Wiretap;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * One of the two that are put through the same: the bridge, or Camel's own components.
 *
 * @param tls trusts the party
 * @param token that it lets in
 * @param wiretap at the broker that it publishes to
 */
record Party(SSLContext tls, int port, String token, Wiretap wiretap) {
  /** How long a promise may take to be seen as kept. */
  private static final int PATIENCE_MS = 5_000;

  static Party of(TestBridge bridge, Wiretap wiretap) {
    String token = bridge.tokens().token(Messages.CALLER, "Management");
    return new Party(bridge.sslContext(), bridge.port(), token, wiretap);
  }

  RawHttps raw() throws IOException {
    RawHttps raw = RawHttps.connect(tls, port);
    raw.socket().setSoTimeout(PATIENCE_MS);
    return raw;
  }

  /** What it answers to a request that is written to the byte. */
  RawHttps.Response answer(String request) throws IOException {
    try (RawHttps raw = raw()) {
      return raw.send(request).read();
    }
  }

  /** A request with a good token and body, to any target. */
  RawHttps.Response post(String target) throws IOException {
    return answer(Messages.post(target, token, Messages.request(token)));
  }

  /** Whether a good request gets the device's answer. */
  boolean works() throws IOException {
    try {
      return post(Messages.STATUS).status() == 200;
    } catch (SocketTimeoutException nothing) {
      return false;
    }
  }

  /** Whether a text came into a topic since the mark. */
  boolean published(String text, int mark) throws IOException {
    works();
    // One connection publishes both, so what came before the good request is here, too.
    await()
        .until(() -> wiretap.since(mark).stream().anyMatch(s -> s.topic().equals(Messages.STATUS)));
    return wiretap.since(mark).stream().anyMatch(seen -> seen.topic().contains(text));
  }

  /** Whether a connection that has sent this, and says no more, is let go. */
  boolean letsGo(String beginning) throws IOException {
    try (RawHttps raw = raw()) {
      return raw.send(beginning).isClosedByPeer();
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (SocketException | SSLException reset) {
      return true;
    }
  }
}
