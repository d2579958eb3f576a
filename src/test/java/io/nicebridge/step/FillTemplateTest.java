package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** JSON from a template, whatever the values are. */
class FillTemplateTest {
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Exchange exchange = new DefaultExchange(context);
  private final FillTemplate step = new FillTemplate();

  @AfterEach
  void stop() {
    context.stop();
  }

  private String filled(String template) throws Exception {
    exchange.setProperty("niceTemplate", template);
    step.process(exchange);
    return exchange.getMessage().getBody(String.class);
  }

  @Test
  void keepsAQuoteInAValueFromEndingTheString() throws Exception {
    exchange.setProperty("mode", "Human\",\"Admin\":\"yes");

    assertThat(filled("{\"Mode\":{\"SceneMode\":\"${exchangeProperty.mode}\"},\"n\":[1]}"))
        .isEqualTo("{\"Mode\":{\"SceneMode\":\"Human\\\",\\\"Admin\\\":\\\"yes\"},\"n\":[1]}");
  }

  @Test
  void leavesANumberANumberAndNothingNull() throws Exception {
    exchange.setProperty("count", 7);

    assertThat(filled("[\"${exchangeProperty.count}\",\"${exchangeProperty.none}\"]"))
        .isEqualTo("[7,null]");
  }

  @Test
  void doesNotEvaluateWhatAValueSays() throws Exception {
    exchange.setProperty("value", "${exchangeProperty.secret}");
    exchange.setProperty("secret", "told");

    assertThat(filled("[\"${exchangeProperty.value}\"]"))
        .isEqualTo("[\"${exchangeProperty.secret}\"]");
  }

  @Test
  void refusesATemplateThatIsNoJson() {
    assertThatThrownBy(() -> filled("{")).hasMessageContaining("niceTemplate must be JSON");
  }
}
