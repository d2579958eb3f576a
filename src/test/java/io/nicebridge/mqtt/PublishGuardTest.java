package io.nicebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PublishGuardTest {
  private static final String GOOD =
      "0101" // Payload Format Indicator
          + "020000000a" // Message Expiry Interval
          + "0300016a" // Content Type
          + "080003612f62" // Response Topic
          + "0900020001" // Correlation Data
          + "260001610001622600016100016226000161000162" // User Properties
          + "0b010b02"; // Subscription Identifiers
  private static final byte[] PUBACK = {0x40, 2, 0, 7};

  private final EmbeddedChannel channel = new EmbeddedChannel(new PublishGuard());

  private byte[] passed() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf one = channel.readInbound(); one != null; one = channel.readInbound()) {
      all.writeBytes(ByteBufUtil.getBytes(one));
      one.release();
    }
    return all.toByteArray();
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Test
  void passesWhatKeepsTheRulesByteForByteHoweverItIsCut() {
    byte[] sent =
        joined(
            List.of(
                RawPublish.of(GOOD, 0, "y".repeat(3_000)),
                PUBACK,
                RawPublish.of("", 1, "z".repeat(100)),
                RawPublish.of(GOOD, 1, "z".repeat(100))));
    Random random = new Random(7);

    for (int at = 0; at < sent.length; ) {
      int length = Math.min(1 + random.nextInt(40), sent.length - at);
      channel.writeInbound(Unpooled.copiedBuffer(sent, at, length));
      at += length;
    }

    assertThat(passed()).isEqualTo(sent);
  }

  @Test
  void emptiesOnlyTheMessageThatBreaksTheRules() {
    byte[] good = RawPublish.of(GOOD, 0, "y".repeat(100));
    byte[] bad = RawPublish.of("0102", 1, "secret".repeat(30));

    channel.writeInbound(Unpooled.wrappedBuffer(joined(List.of(good, bad, PUBACK))));

    assertThat(passed()).isEqualTo(joined(List.of(good, emptied(), PUBACK)));
  }

  private static byte[] emptied() {
    ByteBuf emptied = Unpooled.buffer().writeByte(0x32).writeByte(RawPublish.TOPIC.length() + 5);
    emptied.writeShort(RawPublish.TOPIC.length());
    emptied.writeBytes(RawPublish.TOPIC.getBytes(StandardCharsets.UTF_8));
    emptied.writeShort(7).writeByte(0);
    return ByteBufUtil.getBytes(emptied);
  }

  @Test
  void emptiesWhatIsTooLongAndHoldsNoneOfItsPayload() {
    byte[] tooLong = RawPublish.of(GOOD, 1, "z".repeat(Dialer.MAXIMUM_PACKET_SIZE));
    byte[] good = RawPublish.of(GOOD, 1, "z".repeat(100));

    int start = 200;
    for (int at = 0; at < start; at++) {
      channel.writeInbound(Unpooled.copiedBuffer(tooLong, at, 1));
    }
    assertThat(passed()).isEqualTo(emptied());
    for (int at = start; at < tooLong.length; at += 100_000) {
      int length = Math.min(100_000, tooLong.length - at);
      channel.writeInbound(Unpooled.copiedBuffer(tooLong, at, length));
      assertThat(passed()).isEmpty();
    }
    channel.writeInbound(Unpooled.wrappedBuffer(joined(List.of(good, PUBACK))));

    assertThat(passed()).isEqualTo(joined(List.of(good, PUBACK)));
  }

  @Test
  void leavesToTheDecoderWhatIsTooLongAndNoMessage() {
    byte[] start = {0x40, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0, 1, 'a'};

    channel.writeInbound(Unpooled.wrappedBuffer(start));
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {1, 2, 3}));

    assertThat(passed()).isEqualTo(joined(List.of(start, new byte[] {1, 2, 3})));
  }

  @Test
  void leavesToTheDecoderWhatIsNoPacket() {
    byte[] noLength = {0x30, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1};
    byte[] tooShort = {0x30, 1, 0, 0x32, 3, 0, 9, 'a'};

    channel.writeInbound(Unpooled.wrappedBuffer(tooShort));
    channel.writeInbound(Unpooled.wrappedBuffer(noLength));

    assertThat(passed()).isEqualTo(joined(List.of(tooShort, noLength)));
  }
}
