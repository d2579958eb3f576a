package io.nicebridge.cases;

import io.nicebridge.http.SiteSession;
import io.nicebridge.step.SiteCall;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Notes down what a system beside the bridge would be asked, and answers what the case says. */
final class PlayedAsk extends DefaultProducer {
  private static final SiteSession.Reply CONTENT =
      new SiteSession.Reply(200, new byte[0], Optional.empty());

  private final Stage stage;
  private final SiteCall site;

  PlayedAsk(Endpoint endpoint, Stage stage, SiteCall site) {
    super(endpoint);
    this.stage = stage;
    this.site = site;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    SiteSession.Ask ask = SiteCall.asked(exchange);
    String address = site.url().replaceFirst("/+$", "") + ask.path();
    int query = address.indexOf('?');
    String to = query < 0 ? address : address.substring(0, query);
    Map<String, String> facts = new TreeMap<>(Map.of("method", ask.method()));
    if (query >= 0) {
      facts.put("query", address.substring(query + 1));
    }
    stage.leave(to, facts, Map.of("Content-Type", ask.contentType()), ask.body());
    Optional<Ready> ready = stage.answer(to);
    if (ready.flatMap(Ready::failure).isPresent()) {
      throw new IOException("as the case says: " + Stage.word(ready.get().failure().get()));
    }
    site.answered(exchange, ready.map(PlayedAsk::reply).orElse(CONTENT));
  }

  private static SiteSession.Reply reply(Ready ready) {
    return new SiteSession.Reply(
        ready.status(), ready.body(), Optional.ofNullable(ready.headers().get("Retry-After")));
  }
}
