package io.nicebridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Axis Camera Station, as far as external data goes. */
public final class StationSimulator extends VmsServer {
  public static final String USER = "station";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DigestLogin digest = new DigestLogin(USER, PASSWORD);
  private volatile boolean wantsDigest;

  public StationSimulator(DevCertificates.Identity identity) {
    super(Optional.of(identity));
  }

  /** Takes HTTP Digest only. */
  public void wantDigest() {
    wantsDigest = true;
  }

  /** What it has asked for is over: 401 until somebody hears it anew. */
  public void forgetNonces() {
    digest.forget();
  }

  @Override
  protected Answer answer(Asked asked) {
    String authorization = asked.headers().getFirst("Authorization");
    if (wantsDigest && !digest.fits(asked.method(), asked.target(), authorization)) {
      return refuse(401, "no digest").with("WWW-Authenticate", digest.challenge());
    }
    String expected =
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    if (!wantsDigest && !("Basic " + expected).equals(authorization)) {
      return refuse(401, "no login");
    }
    if (!asked.target().equals("/Acs/Api/ExternalDataFacade/AddExternalData")) {
      return refuse(404, "no such call");
    }
    JsonNode request;
    try {
      request = JSON.readTree(asked.body()).path("addExternalDataRequest");
    } catch (IOException noJson) {
      return refuse(400, "no JSON");
    }
    if (!request
        .path("occurrenceTime")
        .asText()
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d")) {
      return refuse(400, "occurrenceTime must have a blank in its middle");
    }
    if (!request.path("source").asText().matches("[0-9a-f-]{36}")
        || request.path("externalDataType").asText().isEmpty()) {
      return refuse(400, "source and externalDataType must be there");
    }
    for (JsonNode value : request.path("data")) {
      if (!value.isTextual()) {
        return refuse(400, "values must be texts");
      }
    }
    take(asked);
    return Answer.json(200, "");
  }
}
