package io.nicebridge.mqtt;

import io.nicebridge.message.AnswerKey;
import io.nicebridge.message.Edition;

/**
 * A Control or Management request on its way to a device.
 *
 * @param broker name of the broker on which the device lives
 * @param topic the Destination ID's path without a leading slash (NICE 0.9 section 8.3)
 * @param edition the responses that its caller can read
 * @param caller subject of the verified token: who may have the answer
 * @param body the caller's Common Message, which reaches the device byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record DeviceRequest(
    String broker, String topic, AnswerKey key, Edition edition, String caller, byte[] body) {

  /** A request of NICE 0.9. */
  public DeviceRequest(String broker, String topic, AnswerKey key, String caller, byte[] body) {
    this(broker, topic, key, Edition.V0_9, caller, body);
  }

  @Override
  public String toString() {
    return "DeviceRequest[" + broker + " " + topic + ", " + body.length + " bytes]";
  }
}
