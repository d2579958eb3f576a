package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.nicebridge.demo.EmbeddedBroker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Many callers, and a device that answers late, twice, or not at all: no caller ever gets another's
 * answer. {@code -Dsoak.requests=1000000} for the long run.
 */
class SoakIT {
  private static final long REQUESTS = Long.getLong("soak.requests", 20_000);
  private static final int AT_ONCE = 256;
  private static final String PATH = "1/" + Messages.CAMERA + "/control/0001/GetStatus";

  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong right = new AtomicLong();
  private final AtomicLong timedOut = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final AtomicLong other = new AtomicLong();
  private final CountDownLatch lanes = new CountDownLatch(AT_ONCE);

  @Test
  void givesNoCallerTheAnswerOfAnother() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker().start();
        UnsteadyDevice device = new UnsteadyDevice(URI.create(broker.tcp().toString()));
        TestBridge bridge =
            TestBridge.on(broker.tcp().toString()).set("nice.control.timeout", "300ms").start();
        LoadClient load = new LoadClient(bridge, AT_ONCE)) {
      String token = bridge.tokens().token(Messages.CALLER, "Control");
      for (int i = 0; i < AT_ONCE; i++) {
        next(load, token);
      }
      assertThat(lanes.await(60 + REQUESTS / 200, TimeUnit.SECONDS)).isTrue();

      System.out.printf(
          "soak: %d requests, %d right, %d timed out, %d answers of another, %d else;"
              + " device: %d late, %d twice, %d dropped%n",
          REQUESTS,
          right.get(),
          timedOut.get(),
          wrong.get(),
          other.get(),
          device.late.get(),
          device.twice.get(),
          device.dropped.get());
      assertThat(wrong.get()).as("answers given to the wrong caller").isZero();
      assertThat(other.get()).as("answers that are neither right nor timed out").isZero();
      assertThat(right.get() + timedOut.get()).isEqualTo(REQUESTS);
      assertThat(right.get()).isGreaterThan(REQUESTS / 2);
      assertThat(device.late.get()).isPositive();
      assertThat(device.twice.get()).isPositive();
      assertThat(device.dropped.get()).isPositive();
    }
  }

  private void next(LoadClient load, String token) {
    long number = begun.incrementAndGet();
    if (number > REQUESTS) {
      lanes.countDown();
      return;
    }
    // The body is the caller's secret mark; the device gives it back.
    String mark = Long.toHexString(ThreadLocalRandom.current().nextLong());
    String body =
        Messages.request(PATH, token, number)
            .replace("\"Body\":\"{}\"", "\"Body\":\"" + mark + "\"");
    load.post(PATH, token, body)
        .onComplete(
            done -> {
              count(done.succeeded() ? done.result() : null, number, mark);
              next(load, token);
            });
  }

  private void count(
      LoadClient.@org.jspecify.annotations.Nullable Outcome got, long number, String mark) {
    if (got == null) {
      other.incrementAndGet();
    } else if (got.status() == 503 && got.body().contains("\"ReplyErrorCode\":5033")) {
      timedOut.incrementAndGet();
    } else if (got.status() != 200) {
      other.incrementAndGet();
    } else if (got.body().contains("\"" + mark + "\"")
        && got.body().contains("\"ReplyID\":" + number + ",")) {
      right.incrementAndGet();
    } else {
      wrong.incrementAndGet();
    }
  }

  /** Answers after a random delay, one in a hundred too late, twice or never. */
  private static final class UnsteadyDevice implements AutoCloseable {
    final AtomicLong late = new AtomicLong();
    final AtomicLong twice = new AtomicLong();
    final AtomicLong dropped = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private final Mqtt5AsyncClient client;

    UnsteadyDevice(URI broker) {
      client =
          MqttClient.builder()
              .useMqttVersion5()
              .identifier("unsteady-device")
              .serverHost(broker.getHost())
              .serverPort(broker.getPort())
              .buildAsync();
      client.publishes(MqttGlobalPublishFilter.ALL, this::take);
      client.connect().join();
      client.subscribeWith().topicFilter("1/" + Messages.CAMERA + "/#").send().join();
    }

    private void take(Mqtt5Publish request) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      int dice = random.nextInt(100);
      if (dice == 0) {
        dropped.incrementAndGet();
      } else if (dice == 1) {
        late.incrementAndGet();
        answer(request, Duration.ofMillis(320 + random.nextInt(200)));
      } else if (dice == 2) {
        twice.incrementAndGet();
        answer(request, Duration.ofMillis(random.nextInt(5)));
        answer(request, Duration.ofMillis(random.nextInt(50)));
      } else {
        answer(request, Duration.ofMillis(random.nextInt(5)));
      }
    }

    private void answer(Mqtt5Publish request, Duration delay) {
      clock.schedule(() -> publish(request), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void publish(Mqtt5Publish request) {
      String text = new String(request.getPayloadAsBytes(), StandardCharsets.UTF_8);
      String reply =
          """
          {"MessageType":"response","SourceEndPointID":"%s","DestinationEndPointID":"%s",\
          "DateTimeStamp":"2026-11-22T00:00:00.000Z","EncryptionOn":false,"ReplyID":%s,\
          "ReplyStatusCode":200,"ReplyErrorCode":0,"ReplyStatusMessage":"OK",\
          "Payload":{"Body":"%s"}}"""
              .formatted(
                  Messages.CALLER,
                  Messages.CAMERA,
                  between(text, "\"CommandID\":", ","),
                  between(text, "\"Body\":\"", "\""));
      // Half of them as MQTT 5 devices answer, half as older ones do, by the triple alone.
      boolean modern = ThreadLocalRandom.current().nextBoolean();
      MqttTopic topic =
          modern
              ? request.getResponseTopic().orElseThrow()
              : MqttTopic.of("1/" + TestBridge.ID + "/control/0001/GetStatus");
      var publish =
          Mqtt5Publish.builder().topic(topic).payload(reply.getBytes(StandardCharsets.UTF_8));
      client.publish(
          modern
              ? publish.correlationData(request.getCorrelationData().orElseThrow()).build()
              : publish.build());
    }

    private static String between(String text, String begin, String end) {
      int from = text.indexOf(begin) + begin.length();
      return text.substring(from, text.indexOf(end, from));
    }

    @Override
    public void close() {
      clock.shutdownNow();
      client.disconnect().join();
    }
  }
}
