package io.nicebridge.step;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nicebridge.http.Answer;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.http.PlainCall;
import io.nicebridge.id.ApiName;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.StrictJson;
import io.nicebridge.vms.Fields;
import io.nicebridge.vms.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * The first step of a door for Milestone's webhooks: who it is, by the signature over the body;
 * what happened there; and the call that the table has for it. The route ends here, with 200, for
 * what no line names and for what came before: XProtect sends an event again, up to twice, under
 * the same ID.
 */
public final class MilestoneWebhook extends AsyncStep {
  private static final String EVENT = "niceMilestoneEvent";
  private static final String SIGNATURE = "X-Hub-Signature-256";
  private static final String VERSION = "X-Milestone-Api-Version";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  /** It tries again after 30 and after 60 seconds. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private static final int MOST = 10_000;

  /** What was done, or may have been: not again. */
  private static final Set<String> SETTLED =
      Set.of("done", "accepted", "uncertain", "refused", "impossible", "unknown");

  private final Cache<String, Boolean> seen =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();
  private Map<String, Command> commands = Map.of();
  private String secret = "";

  /** What an event becomes. */
  private record Command(String camera, String iface, String api, String payload) {}

  /**
   * The token of the webhook in the Management Client, or {@code file:} and the file that holds it.
   */
  public void setSecret(String secret) {
    this.secret = secret;
  }

  /** Camera, interface, API_NAME, Payload.Body as JSON without blanks, and the event's name. */
  public void setCommands(String table) {
    Map<String, Command> read = new HashMap<>();
    for (Table.Row row : Table.rows(table)) {
      List<String> columns = row.columns();
      if (columns.size() < 5 || !Set.of("control", "management").contains(columns.get(1))) {
        throw new Table.BadRow(
            row,
            "a line must be: camera, control or management, API_NAME, JSON without blanks, and the event's name");
      }
      AdapterTables.attempt(
          row,
          () -> {
            var unused = ApiName.parse(columns.get(2), Strictness.LENIENT);
            StrictJson.readObject(
                columns.get(3).getBytes(StandardCharsets.UTF_8), (name, value) -> {});
          });
      Command command = new Command(columns.get(0), columns.get(1), columns.get(2), columns.get(3));
      if (read.put(AdapterTables.rest(row, 4), command) != null) {
        throw new Table.BadRow(row, "the event has two lines");
      }
    }
    commands = Map.copyOf(read);
  }

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    PlainCall call = PlainFacts.call(exchange);
    if (!call.method().equals("POST")) {
      exchange.setProperty(DoorProperties.ALLOW, "POST");
      throw new Refusal(Refusal.Kind.METHOD_NOT_ALLOWED, "the method must be POST");
    }
    return call.body().thenAccept(body -> read(exchange, call, body));
  }

  private void read(Exchange exchange, PlainCall call, byte[] body) {
    String signature = call.field(SIGNATURE).orElse("");
    if (!WebhookSignature.fits(key(), body, signature)) {
      throw new Refusal(
          Refusal.Kind.UNAUTHENTICATED, SIGNATURE + " must be the signature of the body");
    }
    if (call.field(VERSION).filter(version -> !version.startsWith("v1.")).isPresent()) {
      throw new Refusal(Refusal.Kind.MALFORMED, VERSION + " must be v1.0");
    }
    Fields header = header(body);
    String id = must(header, "ID");
    Optional<Command> command = Optional.ofNullable(commands.get(must(header, "Name")));
    if (command.isEmpty() || seen.asMap().putIfAbsent(id, true) != null) {
      exchange.setProperty(DoorProperties.ANSWER, answer(command.isEmpty() ? "ignored" : "known"));
      exchange.setRouteStop(true);
      return;
    }
    exchange.setProperty(EVENT, id);
    exchange.setProperty(CallFacts.DEVICE, command.get().camera());
    exchange.setProperty(CallFacts.INTERFACE, command.get().iface());
    exchange.setProperty(CallFacts.API, command.get().api());
    exchange.getMessage().setBody(command.get().payload());
  }

  private static Answer answer(String outcome) {
    String text = "{\"outcome\":\"" + outcome + "\"}";
    return new Answer(200, JSON, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Fields header(byte[] body) {
    try {
      return Fields.read(body).inside("Event").inside("EventHeader");
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
  }

  private static String must(Fields header, String name) {
    try {
      return header.must(name);
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, "Event.EventHeader." + malformed.sentence());
    }
  }

  /** Read anew each time: a secret may be changed while the bridge runs. */
  private byte[] key() {
    String text = SiteCall.secret(secret);
    if (text.isEmpty()) {
      throw new IllegalStateException("the secret of the webhook is missing");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** After the call: an event that was not carried out is carried out when it comes again. */
  public void called(Exchange exchange) {
    String outcome = Facts.known(exchange, CallFacts.OUTCOME, String.class).orElse("");
    if (!SETTLED.contains(outcome)) {
      seen.invalidate(Facts.must(exchange, EVENT, String.class));
    }
  }
}
