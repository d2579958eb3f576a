package io.nicebridge.stock;

import io.nicebridge.Messages;
import io.nicebridge.RawHttps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/**
 * What this bridge promises and Camel 4.17's platform-http and paho-mqtt5, Vert.x 4.5 and Paho
 * 1.2.5 do not hold by themselves.
 */
enum Promise {
  A_TOKEN_IN_THE_QUERY_IS_NO_TOKEN(
      party ->
          party
                  .answer(
                      Messages.post(
                              Messages.STATUS + "?Authorization=Bearer%20" + party.token(),
                              "none",
                              Messages.request(party.token()))
                          .replace("Authorization: Bearer none\r\n", ""))
                  .status()
              >= 400),
  A_PARAMETER_IS_NO_PART_OF_THE_PATH(
      party -> {
        int mark = party.wiretap().mark();
        party.post(Messages.STATUS + "?ApiName=evil");
        return !party.published("evil", mark);
      }),
  A_FIELD_IS_NOT_ECHOED(
      party -> {
        String request =
            Messages.post(Messages.STATUS, party.token(), Messages.request(party.token()));
        RawHttps.Response response =
            party.answer(request.replace("Host:", "X-Custom: evil\r\nHost:"));
        return response.header("X-Custom").isEmpty();
      }),
  A_PARAMETER_IS_NOT_ECHOED(
      party -> party.post(Messages.STATUS + "?Set-Cookie=evil").header("Set-Cookie").isEmpty()),
  AN_ESCAPE_NEVER_REACHES_A_TOPIC(
      party -> {
        int mark = party.wiretap().mark();
        party.post(Messages.STATUS.replace("GetDeviceStatus", "..%2fevil"));
        return !party.published("evil", mark);
      }),
  A_CONTROL_CHARACTER_DOES_NOT_COST_THE_OTHERS_THEIR_CONNECTION(
      party -> {
        party.works();
        party.post(Messages.STATUS.replace("GetDeviceStatus", "Get%01"));
        return party.works();
      }),
  A_FORM_IS_REFUSED_AS_SUCH(
      party ->
          party
                  .answer(
                      Messages.post(Messages.STATUS, party.token(), "a=b")
                          .replace("application/json", "application/x-www-form-urlencoded"))
                  .status()
              == 415),
  ANOTHER_CHARSET_IS_REFUSED(
      party ->
          party
                  .answer(
                      Messages.post(Messages.STATUS, party.token(), Messages.request(party.token()))
                          .replace("application/json", "application/json; charset=utf-16"))
                  .status()
              == 415),
  AN_UNKNOWN_PATH_IS_ANSWERED_WITH_A_COMMON_MESSAGE(
      party -> party.post("nowhere").body().contains("\"ReplyStatusCode\":404")),
  A_HALF_REQUEST_IS_LET_GO(party -> party.letsGo("POST / HTTP/1.1\r\nHost: ")),
  A_SUITE_BEYOND_THE_SPECIFICATION_IS_NOT_NEGOTIATED(
      party -> {
        try (RawHttps raw = party.raw()) {
          SSLSocket socket = raw.socket();
          socket.setEnabledProtocols(new String[] {"TLSv1.2"});
          socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"});
          socket.startHandshake();
          return false;
        } catch (SSLHandshakeException refused) {
          return true;
        }
      }),
  THIRTY_THAT_WAIT_DO_NOT_HOLD_UP_THE_NEXT(
      party -> {
        List<RawHttps> waiting = new ArrayList<>();
        try {
          for (int i = 0; i < 30; i++) {
            String silent = Messages.STATUS.replace(Messages.CAMERA, StockCamel.SILENT);
            RawHttps raw = party.raw();
            waiting.add(raw);
            raw.send(
                Messages.post(
                    silent,
                    party.token(),
                    Messages.request(silent, party.token(), Messages.nextCommand())));
          }
          long start = System.nanoTime();
          boolean works = party.works();
          return works && System.nanoTime() - start < StockCamel.WAIT.toNanos() / 2;
        } finally {
          for (RawHttps raw : waiting) {
            raw.close();
          }
        }
      });

  @SuppressWarnings("ImmutableEnumChecker") // the probes keep nothing
  private final Probe probe;

  Promise(Probe probe) {
    this.probe = probe;
  }

  boolean isKeptBy(Party party) throws IOException {
    return probe.holds(party);
  }

  @FunctionalInterface
  private interface Probe {
    boolean holds(Party party) throws IOException;
  }
}
