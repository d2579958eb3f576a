package io.nicebridge.mqtt;

import com.hivemq.client.internal.mqtt.datatypes.MqttVariableByteInteger;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the MQTT client's decoder, where one message with a property that breaks the rules
 * would end the whole connection; brokers pass on what anybody sends them. Such a message goes on
 * without properties and payload: it is acknowledged as its QoS wants, and whoever takes it finds
 * nothing in it and counts it as malformed. So does one that is longer than anybody takes: its
 * payload is passed over as it comes, and never held. Every other byte passes as it is, and what
 * only a broken broker sends still ends the connection.
 */
final class PublishGuard extends ByteToMessageDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(PublishGuard.class);

  /** MQTT 5 section 2.1.2, in the upper half of the first byte. */
  private static final int PUBLISH = 3;

  /** MQTT 5 section 3.3.1.2. */
  private static final int QOS = 0b0110;

  private static final int NO_PROPERTIES = 0;

  /** Between two complaints: who sends one such message may send thousands. */
  private static final long SELDOM_NANOS = Duration.ofMinutes(1).toNanos();

  private static final AtomicLong QUIET_UNTIL = new AtomicLong(System.nanoTime());

  private boolean givenUp;

  /** Of a message that is too long: bytes that are still to come, and to be passed over. */
  private int unwanted;

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (unwanted > 0) {
      unwanted -= passOver(in, unwanted);
      return;
    }
    in.markReaderIndex();
    int first = in.readUnsignedByte();
    int length = MqttVariableByteInteger.decode(in);
    int header = in.readerIndex();
    in.resetReaderIndex();
    if (length == MqttVariableByteInteger.NOT_ENOUGH_BYTES && !givenUp) {
      return;
    }
    int packet = header - in.readerIndex() + length;
    if (!givenUp && first >> 4 == PUBLISH && packet > Dialer.MAXIMUM_PACKET_SIZE) {
      tooLong(in, header - in.readerIndex(), packet, out);
    } else if (givenUp || length < 0 || packet > Dialer.MAXIMUM_PACKET_SIZE) {
      // Not to be waited for: the decoder ends the connection.
      givenUp = true;
      out.add(in.readRetainedSlice(in.readableBytes()));
    } else if (in.readableBytes() >= packet) {
      int from = header - in.readerIndex();
      ByteBuf whole = in.readRetainedSlice(packet);
      out.add(first >> 4 == PUBLISH ? guarded(whole, from) : whole);
    }
  }

  /** Waits for no more of it than tells whose it is. */
  private void tooLong(ByteBuf in, int header, int packet, List<Object> out) {
    ByteBuf start = in.slice();
    int properties = propertiesAt(start, header);
    if (start.readableBytes() < header + Short.BYTES || properties > start.readableBytes()) {
      return;
    }
    complain(
        "it has %d bytes, and must have at most %d".formatted(packet, Dialer.MAXIMUM_PACKET_SIZE));
    out.add(emptied(start.getByte(0), start.slice(header, properties - header)));
    unwanted = packet - passOver(in, packet);
  }

  private static int passOver(ByteBuf in, int atMost) {
    int now = Math.min(atMost, in.readableBytes());
    in.skipBytes(now);
    return now;
  }

  private static ByteBuf guarded(ByteBuf packet, int header) {
    int properties = propertiesAt(packet, header);
    Optional<String> fault =
        properties < packet.writerIndex()
            ? PublishProperties.fault(packet.slice(properties, packet.writerIndex() - properties))
            : Optional.empty();
    if (fault.isEmpty()) {
      return packet;
    }
    complain(fault.get());
    try {
      return emptied(packet.getByte(0), packet.slice(header, properties - header));
    } finally {
      packet.release();
    }
  }

  /** Behind topic and packet identifier; the packet's end or more where there is nothing. */
  private static int propertiesAt(ByteBuf packet, int topic) {
    if (packet.writerIndex() < topic + Short.BYTES) {
      return packet.writerIndex();
    }
    int identifier = (packet.getByte(0) & QOS) == 0 ? 0 : Short.BYTES;
    return topic + Short.BYTES + packet.getUnsignedShort(topic) + identifier;
  }

  private static ByteBuf emptied(int first, ByteBuf topicAndIdentifier) {
    int length = topicAndIdentifier.readableBytes() + 1;
    ByteBuf emptied = Unpooled.buffer(length + Long.BYTES).writeByte(first);
    MqttVariableByteInteger.encode(length, emptied);
    return emptied.writeBytes(topicAndIdentifier).writeByte(NO_PROPERTIES);
  }

  private static void complain(String fault) {
    long now = System.nanoTime();
    long until = QUIET_UNTIL.get();
    if (now - until >= 0 && QUIET_UNTIL.compareAndSet(until, now + SELDOM_NANOS)) {
      LOG.warn(
          "{}: a message is taken as empty: {}; said once a minute",
          Thread.currentThread().getName(),
          fault);
    }
  }
}
