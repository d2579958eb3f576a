package io.nicebridge.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A PUBLISH, byte by byte, as a broker passes it on (MQTT 5 section 3.3). */
final class RawPublish {
  static final String TOPIC = "1/" + Given.BRIDGE + "/control/0001/GetStatus";

  private RawPublish() {}

  /**
   * @param properties in hexadecimal, without their length
   * @param qos 1 gets packet identifier 7
   */
  static byte[] of(String properties, int qos, String payload) {
    byte[] parsed = HexFormat.of().parseHex(properties);
    ByteBuf rest = Unpooled.buffer();
    rest.writeShort(TOPIC.length());
    rest.writeCharSequence(TOPIC, StandardCharsets.UTF_8);
    if (qos > 0) {
      rest.writeShort(7);
    }
    rest.writeByte(parsed.length).writeBytes(parsed);
    rest.writeCharSequence(payload, StandardCharsets.UTF_8);
    int length = rest.readableBytes();
    ByteBuf packet = Unpooled.buffer().writeByte(0x30 | qos << 1);
    while (length >= 128) {
      packet.writeByte(length % 128 | 0x80);
      length /= 128;
    }
    packet.writeByte(length).writeBytes(rest);
    return ByteBufUtil.getBytes(packet);
  }
}
