package io.nicebridge.mqtt;

import com.hivemq.client.internal.mqtt.datatypes.MqttBinaryData;
import com.hivemq.client.internal.mqtt.datatypes.MqttTopicImpl;
import com.hivemq.client.internal.mqtt.datatypes.MqttUserPropertyImpl;
import com.hivemq.client.internal.mqtt.datatypes.MqttUtf8StringImpl;
import com.hivemq.client.internal.mqtt.datatypes.MqttVariableByteInteger;
import com.hivemq.client.internal.mqtt.message.publish.MqttPublishProperty;
import io.netty.buffer.ByteBuf;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the MQTT client takes the properties of a PUBLISH (MQTT 5 section 3.3.2.3), told by the
 * client's own types, so that the two never differ.
 */
final class PublishProperties {
  private PublishProperties() {}

  /**
   * What is wrong with them; empty where nothing is.
   *
   * @param in properties' length, properties and what follows them
   */
  static Optional<String> fault(ByteBuf in) {
    int length = MqttVariableByteInteger.decode(in);
    if (length < 0 || length > in.readableBytes()) {
      return Optional.of("its properties must be as long as it says");
    }
    ByteBuf properties = in.readSlice(length);
    BitSet seen = new BitSet();
    while (properties.isReadable()) {
      int id = MqttVariableByteInteger.decode(properties);
      if (id < 0) {
        return Optional.of("a property's identifier must be a number");
      }
      if (seen.get(id) && mayComeOnce(id)) {
        return Optional.of("property 0x%02x must come once".formatted(id));
      }
      String must = broken(id, properties);
      if (must != null) {
        return Optional.of(must);
      }
      // What is not known has been refused by now: these are small numbers.
      seen.set(id);
    }
    return Optional.empty();
  }

  private static boolean mayComeOnce(int id) {
    return id != MqttPublishProperty.USER_PROPERTY
        && id != MqttPublishProperty.SUBSCRIPTION_IDENTIFIER;
  }

  /** Reads the property's value; null where it is as it must be. */
  private static @Nullable String broken(int id, ByteBuf in) {
    boolean fits =
        switch (id) {
          case MqttPublishProperty.PAYLOAD_FORMAT_INDICATOR ->
              in.isReadable() && in.readUnsignedByte() <= 1;
          case MqttPublishProperty.MESSAGE_EXPIRY_INTERVAL -> skip(in, Integer.BYTES);
          case MqttPublishProperty.CONTENT_TYPE -> MqttUtf8StringImpl.decode(in) != null;
          case MqttPublishProperty.RESPONSE_TOPIC -> MqttTopicImpl.decode(in) != null;
          case MqttPublishProperty.CORRELATION_DATA -> MqttBinaryData.decode(in) != null;
          case MqttPublishProperty.SUBSCRIPTION_IDENTIFIER ->
              MqttVariableByteInteger.decode(in) > 0;
          case MqttPublishProperty.USER_PROPERTY -> MqttUserPropertyImpl.decode(in) != null;
          // We asked for none.
          default -> false;
        };
    return fits ? null : "property 0x%02x must be one of a PUBLISH, and well formed".formatted(id);
  }

  private static boolean skip(ByteBuf in, int bytes) {
    if (in.readableBytes() < bytes) {
      return false;
    }
    in.skipBytes(bytes);
    return true;
  }
}
