package io.nicebridge.mqtt;

import io.nicebridge.message.CommandKey;

/**
 * A Control or Management request on its way to a device.
 *
 * @param broker name of the broker on which the device lives
 * @param topic the Destination ID's path without a leading slash (NICE 0.9 section 8.3)
 * @param caller subject of the verified token: who may have the answer
 * @param body the caller's Common Message, which reaches the device byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record DeviceRequest(
    String broker, String topic, CommandKey key, String caller, byte[] body) {
  @Override
  public String toString() {
    return "DeviceRequest[" + broker + " " + topic + ", " + body.length + " bytes]";
  }
}
