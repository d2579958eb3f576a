package io.nicebridge.step;

import io.nicebridge.call.CommandNumbers;
import io.nicebridge.device.VirtualDevice;
import io.nicebridge.file.Shelves;
import io.nicebridge.http.WebDevices;
import io.nicebridge.id.EndPointId;
import io.nicebridge.mqtt.Devices;
import io.nicebridge.rest.ClientKeys;
import io.nicebridge.rest.RecentEvents;
import io.nicebridge.sink.DataDesk;
import io.nicebridge.token.BodyCipher;
import io.nicebridge.token.MessageVerifier;
import io.nicebridge.token.TokenSource;
import io.nicebridge.token.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Processor;

/** Every step that a route may name, by the name that it has in the YAML. */
public final class Steps {
  /** The step that knows the cameras which were added: found by its name. */
  static final String ADD_CAMERA = "add-camera";

  /** The names alone, for the checks that need no running bridge. */
  public static final Set<String> NAMES =
      Set.of(
          "authenticate",
          "limit-rate",
          "read-request",
          "authorize",
          "find-destination",
          "check-body-token",
          "verify-signed-cmf",
          "ask-device",
          "ask-webapi",
          "answer-locally",
          "answer-as-device",
          "send-as-device",
          "refuse-command",
          "write-reply",
          "accept-for-later",
          "refuse-scheme",
          "answer-refusal",
          "read-signal",
          "admit-signal",
          "relay-signal",
          "note-control-session",
          "keep-data",
          "shape-whole",
          "shape-payload",
          "shape-slim",
          "let-pass",
          "sign-webhook",
          "append-line",
          "assemble-recording",
          "fill-template",
          "wrap-request",
          "send-request",
          "unwrap-response",
          "encrypt-body",
          "decrypt-body",
          "authenticate-client",
          "read-plain-request",
          "authorize-client",
          "list-cameras",
          ADD_CAMERA,
          "list-events",
          "stream-events",
          "remember-event",
          "show-api",
          "check-scene-mode",
          "write-plain-reply");

  /**
   * What the steps need to know of the settings.
   *
   * @param timeout how long a request waits for its response
   * @param rateLimit requests a second per token subject
   * @param ownAudiences what names this bridge in a token's audience
   * @param bodyToken equal, same-subject or any
   * @param sealedMessages verifies them, where the settings name roots
   * @param bodies encrypts and decrypts Payload.Body, where the settings have keys for it
   * @param wrongKeys a minute, from one address at a plain door
   */
  public record Settings(
      EndPointId self,
      Duration timeout,
      Optional<Duration> freshness,
      OptionalInt rateLimit,
      boolean permissionsRequired,
      Set<String> ownAudiences,
      String bodyToken,
      Optional<MessageVerifier> sealedMessages,
      int wrongKeys,
      Optional<BodyCipher> bodies) {}

  /**
   * What the steps work with; all of it outlives a generation of routes.
   *
   * @param seal how answers of the bridge's own to sealed requests are written
   * @param commandIds of the bridge's own requests
   * @param tokens the sources of their access tokens, by name
   * @param clients who may call the REST face, where the settings say so
   * @param cameras those that the REST face has added
   * @param events what the REST face tells
   * @param virtual the virtual device of an EndPointID
   */
  public record Means(
      Tokens verifier,
      Devices devices,
      WebDevices webApi,
      Switchboard switchboard,
      DataDesk sinks,
      Shelves files,
      RefusalSeal seal,
      CommandNumbers commandIds,
      Map<String, TokenSource> tokens,
      Optional<ClientKeys> clients,
      AddedCameras cameras,
      RecentEvents events,
      Function<EndPointId, Optional<VirtualDevice>> virtual,
      Clock clock) {}

  private final Map<String, Processor> byName = new LinkedHashMap<>();

  public Steps(Settings settings, Means means, Refusals refusals) {
    Tokens verifier = means.verifier();
    Switchboard switchboard = means.switchboard();
    Clock clock = means.clock();
    CheckBodyToken.Relation relation =
        switch (settings.bodyToken()) {
          case "same-subject" -> CheckBodyToken.Relation.SAME_SUBJECT;
          case "any" -> CheckBodyToken.Relation.ANY;
          default -> CheckBodyToken.Relation.EQUAL;
        };
    byName.put("authenticate", new Authenticate(verifier));
    byName.put("limit-rate", new LimitRate(settings.rateLimit()));
    byName.put("read-request", new ReadRequest(settings.timeout(), settings.freshness(), clock));
    Authorize authorize = new Authorize(settings.permissionsRequired(), settings.ownAudiences());
    byName.put("authorize", authorize);
    byName.put("find-destination", new FindDestination());
    byName.put("check-body-token", new CheckBodyToken(verifier, relation, authorize));
    byName.put("verify-signed-cmf", new VerifySignedCmf(settings.sealedMessages()));
    byName.put("ask-device", new AskDeviceStep(means.devices()));
    byName.put("ask-webapi", new AskWebApiStep(means.webApi()));
    byName.put("answer-locally", new AnswerLocally(clock));
    byName.put("answer-as-device", new AnswerAsDevice(clock));
    byName.put("send-as-device", new SendAsDevice(means.virtual()));
    byName.put("refuse-command", new RefuseCommand());
    byName.put("write-reply", new WriteReply());
    byName.put("accept-for-later", new AcceptForLater(clock));
    byName.put("refuse-scheme", new RefuseScheme());
    byName.put("answer-refusal", new AnswerRefusal(refusals, means.sinks()));
    byName.put("read-signal", new ReadSignal(switchboard));
    byName.put("admit-signal", new AdmitSignal(switchboard));
    byName.put("note-control-session", new NoteControlSession(switchboard));
    OwnAnswers answers = new OwnAnswers(means.seal(), clock);
    byName.put("relay-signal", new RelaySignal(switchboard, answers));
    byName.put("keep-data", new KeepData(means.sinks(), means.virtual(), answers));
    byName.put("shape-whole", new ShapeData(Shape.WHOLE));
    byName.put("shape-payload", new ShapeData(Shape.PAYLOAD));
    byName.put("shape-slim", new ShapeData(Shape.SLIM));
    byName.put("let-pass", exchange -> exchange.setProperty(Facts.NOT_WANTED, true));
    byName.put("append-line", new AppendLine(means.files(), clock));
    byName.put("assemble-recording", new AssembleRecording(means.files()));
    byName.put("sign-webhook", new SignWebhook(clock));
    byName.put("fill-template", new FillTemplate());
    byName.put(
        "wrap-request",
        new WrapRequest(
            settings.self(),
            settings.timeout(),
            means.commandIds(),
            means.tokens(),
            refusals,
            clock));
    byName.put("send-request", new SendRequest(settings.self(), refusals));
    byName.put("unwrap-response", new UnwrapResponse(refusals));
    byName.put("encrypt-body", new EncryptBody(settings.bodies()));
    byName.put("decrypt-body", new DecryptBody(settings.bodies(), settings.self()));
    byName.put(
        "authenticate-client", new AuthenticateClient(means.clients(), settings.wrongKeys()));
    byName.put("read-plain-request", new ReadPlainRequest());
    byName.put("authorize-client", new AuthorizeClient());
    byName.put("list-cameras", new ListCameras());
    byName.put(ADD_CAMERA, new AddCamera(means.cameras()));
    ShowEvents events = new ShowEvents(means.events(), clock);
    byName.put("list-events", events.list());
    byName.put("stream-events", events.stream());
    byName.put("remember-event", new RememberEvent(means.events(), clock));
    byName.put("show-api", new ShowApi());
    byName.put("check-scene-mode", new CheckSceneMode());
    byName.put("write-plain-reply", new WritePlainReply());
  }

  public Map<String, Processor> byName() {
    return Map.copyOf(byName);
  }
}
