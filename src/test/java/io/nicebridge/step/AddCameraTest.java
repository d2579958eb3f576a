package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.message.Refusal;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many cameras, and how many nodes of each, may be added. */
class AddCameraTest {
  private static final String ID = "00000001-5cdd-280b-8002-000000000001";

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Exchange exchange = new DefaultExchange(context);

  @AfterEach
  void stop() {
    context.stop();
  }

  private void add(AddedCameras added, String nodes) {
    exchange
        .getMessage()
        .setBody("{\"alias\":\"gate\",\"endPointId\":\"%s\",\"nodes\":%s}".formatted(ID, nodes));
    AddCamera step = new AddCamera(added);
    try {
      step.begin(exchange).toCompletableFuture().join();
    } catch (CompletionException e) {
      exchange.setException(e.getCause());
    } catch (Refusal refusal) {
      exchange.setException(refusal);
    }
  }

  private static String nodes(int many) {
    return IntStream.rangeClosed(1, many)
        .mapToObj("\"%04d\""::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void assertRefusedAsMalformed(String sentence) {
    assertThat(exchange.getException())
        .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
              assertThat(refusal.sentence()).contains(sentence);
            });
  }

  @Test
  void addsACameraOfAHundredNodes() {
    AddedCameras added = AddedCameras.inMemory();

    add(added, nodes(100));

    assertThat(exchange.getException()).isNull();
    assertThat(added.find("gate").orElseThrow().nodes()).hasSize(100);
  }

  @Test
  void refusesACameraOfMoreNodes() {
    add(AddedCameras.inMemory(), nodes(101));

    assertRefusedAsMalformed("with 1 to 100 nodes, each once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"0\":\"0001\"}", "\"0001\"", "[\"0001\",\"0001\"]", "[1]"})
  void refusesNodesThatAreNoListOfDifferentOnes(String nodes) {
    add(AddedCameras.inMemory(), nodes);

    assertRefusedAsMalformed("with 1 to 100 nodes, each once");
  }

  @Test
  void refusesForGoodWhatThereIsNoRoomFor() {
    String full =
        IntStream.range(0, AddedCameras.MOST)
            .mapToObj(i -> "camera-%d %s 0001\n".formatted(i, ID))
            .collect(Collectors.joining());

    add(new AddedCameras(full, kept -> {}), nodes(1));

    assertRefusedAsMalformed("there must be at most 10000 cameras that were added");
  }
}
