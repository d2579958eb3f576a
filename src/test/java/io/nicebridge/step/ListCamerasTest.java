package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.http.DoorProperties;
import io.nicebridge.message.Refusal;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the list of cameras answers in a door whose file knows no other step for them. */
class ListCamerasTest {
  private final DefaultCamelContext context = new DefaultCamelContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void refusesToListCamerasForOneThatIsToBeAdded() {
    Exchange exchange = new DefaultExchange(context);
    exchange.setProperty(PlainFacts.ASKED, "new-camera");

    assertThatThrownBy(() -> new ListCameras().process(exchange))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.METHOD_NOT_ALLOWED));
    assertThat(exchange.getProperty(DoorProperties.ALLOW)).isEqualTo("GET");
  }
}
