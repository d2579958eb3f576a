package io.nicebridge.http;

import io.nicebridge.id.DataPath;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.message.Refusal;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigInteger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's share of the front door. Checks in the order that the contract fixes: framing,
 * path, method, admission, content type, Accept, length; whoever passes enters a route.
 */
final class Listener extends AbstractVerticle {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  /** Vert.x's word for a free port that all event loops share; 0 would be one for each. */
  private static final int ANY_PORT = -1;

  private final DoorSettings settings;
  private final BigInteger maxBody;
  private final HttpServerOptions options;
  private final AtomicInteger port;
  private final Supplier<Doors> doors;
  private final Admission admission;
  private final BodyBudget bodies;
  private final SlowReaders readers;
  private final ConnectionWatch watch;
  private final OpenBodies open;

  /** Added by this event loop, removed by whoever answers. */
  private final Set<HttpCall> inside = ConcurrentHashMap.newKeySet();

  Listener(
      DoorSettings settings,
      HttpServerOptions options,
      AtomicInteger port,
      Supplier<Doors> doors,
      Admission admission,
      BodyBudget bodies,
      SlowReaders readers,
      AtomicInteger connections) {
    this.bodies = bodies;
    this.readers = readers;
    this.settings = settings;
    this.maxBody = BigInteger.valueOf(settings.maxBody());
    this.options = options;
    this.port = port;
    this.doors = doors;
    this.admission = admission;
    this.open = new OpenBodies(admission);
    this.watch = new ConnectionWatch(settings.slowest(), connections);
  }

  @Override
  public void start(Promise<Void> started) {
    vertx.setPeriodic(1_000, tick -> sweep());
    vertx
        .createHttpServer(options)
        .connectionHandler(this::opened)
        .invalidRequestHandler(this::refuseUnreadable)
        .requestHandler(this::take)
        .listen(settings.port() == 0 ? ANY_PORT : settings.port(), settings.host())
        .onSuccess(server -> port.set(server.actualPort()))
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private void opened(HttpConnection connection) {
    // Its text would quote what came: a token, or a payload.
    connection.exceptionHandler(
        failure -> LOG.debug("a connection failed: {}", failure.getClass().getSimpleName()));
    watch.opened(connection);
    RequestDecoding.on(connection, () -> watch.closed(connection));
  }

  private void sweep() {
    watch.sweep();
    open.sweep();
    if (admission.closing()) {
      watch.closeQuiet();
    }
    if (admission.over()) {
      inside.forEach(HttpCall::dismiss);
    }
  }

  private void take(HttpServerRequest request) {
    Doors current = doors.get();
    @Nullable DestinationPath path = null;
    @Nullable Door door = null;
    boolean entered = false;
    try {
      Framing.check(request);
      String target = RequestTarget.check(request.uri());
      door = current.find(target);
      path = door.plain() ? null : current.path(target);
      checkMethod(door, request);
      admission.enter();
      entered = true;
      if (path == null) {
        checkPlainHeaders(request, door);
      } else {
        checkHeaders(request, path);
      }
      checkLength(request);
      door.entrance().enter(call(request, admission::leave, current, door, path), path);
    } catch (Refusal refusal) {
      refuse(request, refusal, current, door, path, entered);
    } catch (RuntimeException fault) {
      LOG.error("a request failed at the door", fault);
      Refusal refusal = new Refusal(Refusal.Kind.INTERNAL, "the bridge failed at its front door");
      refuse(request, refusal, current, door, path, entered);
    }
  }

  private void checkMethod(Door door, HttpServerRequest request) {
    if (!door.methods().contains(request.method().name())) {
      request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", door.methods()));
      throw new Refusal(
          Refusal.Kind.METHOD_NOT_ALLOWED,
          "the method must be one of %s".formatted(String.join(", ", door.methods())));
    }
  }

  private void checkHeaders(HttpServerRequest request, DestinationPath path) {
    ContentNegotiation.checkContent(
        request.getHeader(HttpHeaders.CONTENT_TYPE),
        request.headers().getAll(HttpHeaders.CONTENT_ENCODING),
        path instanceof DataPath data && data.apiName().isPresent()
            ? ContentNegotiation.SEALED
            : ContentNegotiation.MESSAGE);
    ContentNegotiation.checkAccept(
        request.headers().contains(HttpHeaders.ACCEPT)
            ? String.join(",", request.headers().getAll(HttpHeaders.ACCEPT))
            : null);
  }

  /** What has no content says nothing of its type; what an answer may be, its route knows. */
  private static void checkPlainHeaders(HttpServerRequest request, Door door) {
    if (!request.method().equals(HttpMethod.GET)) {
      ContentNegotiation.checkContent(
          request.getHeader(HttpHeaders.CONTENT_TYPE),
          request.headers().getAll(HttpHeaders.CONTENT_ENCODING),
          door.types());
    }
  }

  private void checkLength(HttpServerRequest request) {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    // Netty refused everything that is no number; it may begin with noughts.
    if (length != null && new BigInteger(length).compareTo(maxBody) > 0) {
      throw RequestBody.tooLarge(settings.maxBody());
    }
  }

  private HttpCall call(
      HttpServerRequest request,
      Runnable leaving,
      Doors current,
      @Nullable Door door,
      @Nullable DestinationPath path) {
    watch.requestBegan(request.connection());
    BodyBudget.Share share = bodies.share();
    RequestBody body =
        new RequestBody(request, context, settings.maxBody(), settings.slowest(), share, open);
    HttpCall call =
        new HttpCall(
            request,
            context,
            body,
            share,
            readers,
            (refusal, read) ->
                current
                    .refusals()
                    .answer(refusal, path, read)
                    .thenApply(answer -> inTheWordsOf(door, answer)),
            new HttpCall.Leaving() {
              @Override
              public void settled(HttpCall answered) {
                inside.remove(answered);
              }

              @Override
              public void answering() {
                watch.answering(request.connection());
              }

              @Override
              public void left() {
                streaming();
                streamed();
              }

              @Override
              public void streaming() {
                leaving.run();
              }

              @Override
              public void streamed() {
                context.runOnContext(go -> watch.requestAnswered(request.connection()));
              }
            });
    inside.add(call);
    return call;
  }

  private static Answer inTheWordsOf(@Nullable Door door, Answer answer) {
    return door != null && door.plain() ? PlainAnswers.of(answer) : answer;
  }

  private void refuse(
      HttpServerRequest request,
      Refusal refusal,
      Doors current,
      @Nullable Door door,
      @Nullable DestinationPath path,
      boolean entered) {
    if (refusal.kind() == Refusal.Kind.CLOSING) {
      request.response().putHeader(HttpHeaders.CONNECTION, "close");
    }
    Answer answer = inTheWordsOf(door, current.refusals().answer(refusal, path));
    call(request, entered ? admission::leave : () -> {}, current, door, path).answer(answer);
  }

  /** What Netty could not read as HTTP: 400 for all of it, since NICE knows no 414 and no 431. */
  private void refuseUnreadable(HttpServerRequest request) {
    Refusal refusal =
        new Refusal(Refusal.Kind.MALFORMED, "this is not an HTTP/1.1 request that can be read");
    Answer answer = doors.get().refusals().answer(refusal, null);
    request
        .response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(HttpHeaders.CONNECTION, "close")
        .end(io.vertx.core.buffer.Buffer.buffer(answer.body()))
        .onComplete(written -> request.connection().close());
  }
}
