package io.nicebridge.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.nicebridge.call.CommandNumbers;
import io.nicebridge.file.Shelves;
import io.nicebridge.http.WebDevices;
import io.nicebridge.http.WebReply;
import io.nicebridge.http.WebRequest;
import io.nicebridge.id.Strictness;
import io.nicebridge.journal.Appender;
import io.nicebridge.journal.Delivery;
import io.nicebridge.journal.DeliveryEnd;
import io.nicebridge.journal.Entry;
import io.nicebridge.journal.Rejected;
import io.nicebridge.message.DataSection;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.ReplyHead;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.message.ResponseMessage;
import io.nicebridge.mqtt.DataOutlet;
import io.nicebridge.mqtt.DeviceRequest;
import io.nicebridge.mqtt.Devices;
import io.nicebridge.mqtt.Reply;
import io.nicebridge.mqtt.Responses;
import io.nicebridge.relay.Carrier;
import io.nicebridge.sink.DataDesk;
import io.nicebridge.sink.SinkDesk;
import io.nicebridge.sink.SinkFault;
import io.nicebridge.sink.SinkOutcome;
import io.nicebridge.step.SinkLines;
import io.nicebridge.token.TokenRefused;
import io.nicebridge.token.TokenSource;
import io.nicebridge.token.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the house's steps would reach beyond the process, played: what they send is noted
 * down, and what they are answered is what the case says.
 */
public final class Stage {
  private static final DeliveryEnd NOBODY_ASKS =
      new DeliveryEnd() {
        @Override
        public void taken() {}

        @Override
        public void givenUp(String reason, int attempts, Instant first) {}
      };

  /** A sink that takes longer has lost its way. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Departure> departures = new ArrayList<>();
  private final Map<String, String> sinks = new LinkedHashMap<>();
  private final List<Seen> way = new ArrayList<>();
  private final List<Ready> ready;
  private final Optional<Caller> caller;
  private final Clock clock;
  private @Nullable String sink;

  public Stage(Case.Given given, Clock clock) {
    this.ready = new ArrayList<>(given.answers());
    this.caller = given.caller();
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  Optional<Caller> caller() {
    return caller;
  }

  /** A message is about to leave: it goes no further than this. */
  synchronized void leave(
      String to, Map<String, String> facts, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    if (sink != null) {
      all.put("sink", sink);
    }
    departures.add(new Departure(to, all, headers, body));
  }

  synchronized void saw(Seen what) {
    way.add(what);
  }

  /** What the case has ready for whoever asks there. The last one that fits stays. */
  synchronized Optional<Ready> answer(String address) {
    List<Ready> fitting = ready.stream().filter(one -> one.answersFor(address)).toList();
    if (fitting.size() > 1) {
      ready.remove(fitting.get(0));
    }
    return fitting.stream().findFirst();
  }

  synchronized Outcome outcome(Optional<Said> answer) {
    return new Outcome(answer, departures, sinks, way);
  }

  /** Every token is the caller's, or none verifies. */
  public Tokens tokens() {
    return compact ->
        caller
            .map(who -> CompletableFuture.completedFuture(who.token()))
            .orElseGet(
                () ->
                    CompletableFuture.failedFuture(
                        new TokenRefused(
                            TokenRefused.Reason.UNKNOWN_KEY, "the case has no caller")));
  }

  public Devices devices() {
    return this::ask;
  }

  private CompletionStage<Reply> ask(DeviceRequest request, Duration timeout) {
    String address = "mqtt://" + request.broker() + "/" + request.topic();
    leave(address, Map.of(), Map.of(), request.body());
    try {
      Ready answer = answer(address).orElseThrow(() -> silent(address));
      byte[] body = body(answer, request.body());
      return CompletableFuture.completedFuture(new Reply(body, ReplyHead.read(body)));
    } catch (Refusal refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  public WebDevices webDevices() {
    return this::ask;
  }

  private CompletionStage<WebReply> ask(WebRequest request) {
    String address = "https://" + request.authority() + request.target();
    request.leaving().run();
    leave(address, Map.of("method", "POST"), Map.of(), request.body());
    try {
      Ready answer = answer(address).orElseThrow(() -> silent(address));
      return CompletableFuture.completedFuture(
          new WebReply(answer.status(), body(answer, request.body())));
    } catch (Refusal refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private static Refusal silent(String address) {
    return new Refusal(Refusal.Kind.TIMED_OUT, "the case has no answer of " + address);
  }

  private byte[] body(Ready answer, byte[] request) {
    if (answer.failure().isPresent()) {
      throw new Refusal(answer.failure().get(), "as the case says");
    }
    if (answer.payload().isEmpty()) {
      return answer.body();
    }
    JsonNode payload = answer.payload().get();
    return ResponseMessage.to(
            RequestMessage.parse(request, Strictness.LENIENT),
            answer.status(),
            0,
            "OK",
            DateTimeStamp.now(clock))
        .withBody(payload.isTextual() ? payload.asText() : payload.toString())
        .toJson();
  }

  /**
   * Hands data to every sink at once.
   *
   * @param lines the sinks of the routes
   */
  public DataDesk desk(SinkLines lines) {
    Appender appender = entry -> append(entry, lines);
    return new DataDesk() {
      @Override
      public Appender open() {
        return appender;
      }

      @Override
      public CompletionStage<Void> reject(Rejected what) {
        became(what);
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public Optional<Appender> wanted() {
        return lines.all().isEmpty() ? Optional.empty() : Optional.of(appender);
      }
    };
  }

  /** One sink after another, so that what leaves is known to be for which. */
  private CompletionStage<Void> append(Entry entry, SinkLines lines) {
    Delivery delivery =
        new Delivery(entry.id(), entry.orderKey(), entry.headers(), entry.body(), NOBODY_ASKS);
    for (SinkDesk.Line line : lines.all()) {
      String name = line.plan().name();
      aim(name);
      // A thread of its own, as in a bridge: in this one Camel would first finish what it is at.
      CompletableFuture.supplyAsync(
              () -> line.target().send(delivery), work -> new Thread(work, "sink-" + name).start())
          .thenCompose(ended -> ended)
          .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .handle((how, failure) -> became(name, how, failure))
          .join();
      aim(null);
    }
    return CompletableFuture.completedFuture(null);
  }

  private synchronized void aim(@Nullable String name) {
    sink = name;
  }

  private synchronized @Nullable Void became(
      String name, @Nullable SinkOutcome how, @Nullable Throwable failure) {
    if (how != null) {
      sinks.put(name, how == SinkOutcome.NOT_WANTED ? "let-pass" : "delivered");
    } else {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      boolean lasting = cause instanceof SinkFault fault && fault.isLasting();
      sinks.put(name, lasting ? "dead-letter" : "again");
    }
    return null;
  }

  private synchronized void became(Rejected what) {
    sinks.put(what.name(), "dead-letter");
  }

  public DataOutlet outlet(String broker) {
    return (topic, body, qos) -> {
      String address = "mqtt://" + broker + "/" + topic;
      leave(address, Map.of("qos", Integer.toString(qos)), Map.of(), body);
      return answer(address)
          .flatMap(Ready::failure)
          .<CompletionStage<Void>>map(
              kind -> CompletableFuture.failedFuture(new Refusal(kind, "as the case says")))
          .orElseGet(() -> CompletableFuture.completedFuture(null));
    };
  }

  public Responses responses(String broker) {
    return (request, topic, body) ->
        leave("mqtt://" + broker + "/" + topic, Map.of(), Map.of(), body);
  }

  public Carrier carrier(String broker) {
    return (signal, left) -> {
      leave("mqtt://" + broker + "/" + signal.topic(), Map.of(), Map.of(), signal.payload());
      return CompletableFuture.completedFuture(Carrier.Delivery.TAKEN);
    };
  }

  public Shelves shelves() {
    return new Shelves() {
      @Override
      public void append(String folder, long maxSize, int keep, byte[] line) {
        leave("file:" + folder, Map.of(), Map.of(), line);
      }

      @Override
      public void add(String folder, Duration patience, String camera, DataSection section) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("camera", camera);
        facts.put("recording", section.dataId());
        facts.put("section", Integer.toString(section.section()));
        leave("file:" + folder, facts, Map.of(), section.bytes());
      }
    };
  }

  /** 1, 2, 3 … */
  public CommandNumbers commandIds() {
    AtomicLong last = new AtomicLong();
    return () -> CompletableFuture.completedFuture(last.incrementAndGet());
  }

  /** In place of the bridge's own tokens. */
  public TokenSource tokenSource(String name) {
    return TokenSource.fixed("the-token-of-" + name);
  }

  static String word(Refusal.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
