package io.nicebridge;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;

/** Common Messages as a caller writes them, for tests. */
public final class Messages {
  public static final String CAMERA = "00000001-5cdd-280b-8002-000000000001";
  public static final String CALLER = "00000001-5eab-2e10-8003-000000000002";
  public static final String STATUS = "1/" + CAMERA + "/management/GetDeviceStatus";

  private static final AtomicLong COMMAND = new AtomicLong(1);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Messages() {}

  /** A fresh CommandID: it increases with every request (NICE 0.9 section 4.1). */
  public static long nextCommand() {
    return COMMAND.getAndIncrement();
  }

  /** A good request to the camera's GetDeviceStatus. */
  public static String request(String token) {
    return request(STATUS, token, nextCommand());
  }

  public static String request(String path, String token, long commandId) {
    String destination = path.split("/", -1)[1];
    return request(CALLER, destination, path, token, commandId);
  }

  public static String request(
      String source, String destination, String commandType, String token, long commandId) {
    return """
        {"MessageType":"request","SourceEndPointID":"%s","DestinationEndPointID":"%s",\
        "DateTimeStamp":"%s","CommandID":%d,"CommandType":"%s","AccessToken":"%s",\
        "EncryptionOn":false,"Payload":{"Body":"{}"}}"""
        .formatted(source, destination, STAMP.format(Instant.now()), commandId, commandType, token);
  }

  /** The request on the wire: POST, with everything that it needs. */
  public static String post(String path, String token, String body) {
    return "POST /%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
            .formatted(path, token)
        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length, body);
  }
}
