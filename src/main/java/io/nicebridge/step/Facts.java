package io.nicebridge.step;

import io.nicebridge.http.Call;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.message.Envelope;
import io.nicebridge.message.ReplyHead;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.token.AccessToken;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What the bridge has worked out about a request, by the fixed names of the exchange properties
 * that carry it: each fact is worked out once, and no later step asks again.
 */
public final class Facts {
  /** {@link AccessToken}, verified. */
  static final String TOKEN = "niceToken";

  /** {@link Envelope}: the request as its edition of NICE writes it, read. */
  static final String REQUEST = "niceRequest";

  /** byte[]: the body as it came, also when it could not be read. */
  static final String BODY = "niceBody";

  /** Boolean: the path is that of WebRTC signalling (NICE 0.9 section 9.2). */
  static final String SIGNALING = "niceSignaling";

  /** {@link Destination}: where the EndPointID lives. */
  static final String DESTINATION = "niceDestination";

  /** String: the path's interface, {@code management}, {@code control} or {@code data}. */
  static final String INTERFACE = "niceInterface";

  /** String: the path's API_NAME, such as {@code GetStatus}; absent for data. */
  static final String API = "niceApi";

  /** String: the path's NODE_ID; absent for Management. */
  static final String NODE = "niceNode";

  /**
   * String: the destination's scheme, {@code mqtt}, {@code https}, {@code local}, {@code webrtc}.
   */
  static final String SCHEME = "niceScheme";

  /** String: what follows the scheme: a broker, an HTTPS authority, a local route's name. */
  static final String AUTHORITY = "niceAuthority";

  /** {@link java.time.Duration}: how long to wait for the response. */
  static final String TIMEOUT = "niceTimeout";

  /** Boolean: the caller asked for {@code Prefer: respond-async}. */
  static final String RESPOND_ASYNC = "niceRespondAsync";

  /**
   * {@link Acceptance}: whether the request has been taken on. Only where the caller asked for
   * {@code Prefer: respond-async}.
   */
  static final String ACCEPTED = "niceAccepted";

  /** Boolean: the answer of this exchange goes to the callback, its caller has 202 already. */
  static final String LATER = "niceLater";

  /** {@link ReplyHead}: the response's status, for the HTTP status. */
  static final String REPLY = "niceReply";

  /** {@link SignalArrival}: a signalling message, and where its receiver lives. */
  static final String ARRIVAL = "niceArrival";

  /** {@link io.nicebridge.relay.Signal}, read. */
  static final String SIGNAL = "niceSignal";

  /** {@link SignalSender}: who sends it, as far as is known. */
  static final String SIGNAL_SENDER = "niceSignalSender";

  /** String: what tells this event from others, the same whenever it is sent again. */
  static final String EVENT_ID = "niceEventId";

  /** String: the topic or path that data came by, without a leading slash. */
  static final String TOPIC = "niceTopic";

  /** String: the EndPointID of the path that data came by. */
  static final String END_POINT_ID = "niceEndPointId";

  /** String: the NODE_ID of that path. */
  static final String NODE_ID = "niceNodeId";

  /** String: the PORT_ID of that path. */
  static final String PORT_ID = "nicePortId";

  /** String: whose a virtual device was when its data came (NICEASID). */
  static final String ACCOUNT = "niceAccount";

  /** String: the media type of data, as a sink is told. */
  static final String CONTENT_TYPE = "niceContentType";

  /** String: who sent data, as far as is known. */
  static final String SOURCE = "niceSource";

  /** String: the folder that a sink writes to. */
  static final String FOLDER = "niceFolder";

  /** {@link Attempt}: whoever began the exchange hears how it ends, and says what becomes of it. */
  static final String ATTEMPT = "niceAttempt";

  /** Boolean: false for data that comes at most once (QoS 0). */
  static final String DURABLE = "niceDurable";

  /** Boolean: the sink's route let this message pass by. */
  static final String NOT_WANTED = "niceNotWanted";

  private Facts() {}

  static Call call(Exchange exchange) {
    return must(exchange, DoorProperties.CALL, Call.class);
  }

  static DestinationPath path(Exchange exchange) {
    return must(exchange, DoorProperties.PATH, DestinationPath.class);
  }

  static AccessToken token(Exchange exchange) {
    return must(exchange, TOKEN, AccessToken.class);
  }

  static Envelope request(Exchange exchange) {
    return must(exchange, REQUEST, Envelope.class);
  }

  /** The request where all of it can be read; empty where only its addressee can. */
  static Optional<RequestMessage> plainRequest(Exchange exchange) {
    return request(exchange) instanceof RequestMessage plain
        ? Optional.of(plain)
        : Optional.empty();
  }

  static Destination destination(Exchange exchange) {
    return must(exchange, DESTINATION, Destination.class);
  }

  static <T> Optional<T> known(Exchange exchange, String name, Class<T> type) {
    return Optional.ofNullable(exchange.getProperty(name, type));
  }

  /** The request is on its way, or answered: from now on its answer goes to the callback. */
  static void accept(Exchange exchange) {
    known(exchange, ACCEPTED, Acceptance.class).ifPresent(Acceptance::accept);
  }

  /** The response has come: its head for the status, its bytes for the caller. */
  static void reply(Exchange exchange, ReplyHead head, byte[] body) {
    exchange.setProperty(REPLY, head);
    exchange.getMessage().setBody(body);
  }

  /** A fact that an earlier step of the route establishes; without it the route is wrong. */
  static <T> T must(Exchange exchange, String name, Class<T> type) {
    @Nullable T value = exchange.getProperty(name, type);
    if (value == null) {
      throw new IllegalStateException(
          "a step of route %s needs %s, which no step before it has established"
              .formatted(exchange.getFromRouteId(), name));
    }
    return value;
  }
}
