package io.nicebridge.bench.load;

import io.nicebridge.bench.Devices;

/**
 * A Common Message to one device (NICE 0.9 section 4.1).
 *
 * @param path of the request, without a leading slash; the MQTT topic, too
 * @param token the bearer of it
 * @param body {@value #SIZE} bytes
 */
public record DeviceRequest(String path, String token, String body) {
  /** Of each Common Message, in bytes. */
  public static final int SIZE = 850;

  /** Who asks: the token's subject. */
  public static final String CALLER = "00000001-5eab-2e10-8003-000000000002";

  /**
   * GetDeviceStatus, filled up to the size in its Payload.
   *
   * @throws IllegalArgumentException when the token leaves no room
   */
  public static DeviceRequest of(String device, String token) {
    String path = "1/" + device + "/management/GetDeviceStatus";
    int room = SIZE - body(device, path, token, "").length();
    if (room < 0) {
      throw new IllegalArgumentException(
          "a token of %d characters leaves no room in %d bytes".formatted(token.length(), SIZE));
    }
    return new DeviceRequest(path, token, body(device, path, token, "x".repeat(room)));
  }

  private static String body(String device, String path, String token, String filling) {
    return """
        {"MessageType":"request","SourceEndPointID":"%s","DestinationEndPointID":"%s",\
        "DateTimeStamp":"%s","CommandID":%d,"CommandType":"%s","AccessToken":"%s",\
        "EncryptionOn":false,"Payload":{"Body":"%s"}}"""
        .formatted(CALLER, device, Devices.STAMP, Mould.FIRST, path, token, filling);
  }

  Mould message() {
    return Mould.of(body);
  }

  /** As HTTP/1.1, keep-alive. */
  Mould http() {
    return Mould.of(
        "POST /%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                .formatted(path, token)
            + "Content-Type: application/json\r\nAccept: application/json\r\n"
            + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body));
  }
}
