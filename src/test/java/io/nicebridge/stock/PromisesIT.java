package io.nicebridge.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.Messages;
import io.nicebridge.TestBridge;
import io.nicebridge.Wiretap;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.demo.SimulatedCamera;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each probe holds on the bridge and, so that it is known to find something, not on stock Camel.
 */
class PromisesIT {
  private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();
  private static Party bridge;
  private static Party stock;

  @BeforeAll
  static void start() throws Exception {
    String broker = keep(new EmbeddedBroker().start()).tcp().toString();
    keep(SimulatedCamera.on(broker, Messages.CAMERA).start().join());
    TestBridge ours =
        keep(
            TestBridge.on(broker)
                .set("nice.http.idle-timeout", "2s")
                .set("nice.control.timeout", StockCamel.WAIT.toSeconds() + "s")
                .start());
    bridge = Party.of(ours, keep(Wiretap.on(broker)));

    String other = keep(new EmbeddedBroker().start()).tcp().toString();
    StockCamel theirs =
        keep(StockCamel.with(ours.certificates()).routes(other.replace("mqtt:", "tcp:")).start());
    stock = new Party(ours.sslContext(), theirs.port(), StockCamel.TOKEN, keep(Wiretap.on(other)));
    assertThat(stock.works()).as("stock Camel answers a good request").isTrue();
  }

  private static <T extends AutoCloseable> T keep(T started) {
    STARTED.push(started);
    return started;
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable one : STARTED) {
      one.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isKeptByTheBridge(Promise promise) throws Exception {
    assertThat(promise.isKeptBy(bridge)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void isBrokenByStockCamel(Promise promise) throws Exception {
    assertThat(promise.isKeptBy(stock)).isFalse();
  }
}
