package io.nicebridge;

import io.nicebridge.sink.SinkDesk;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Sinks and their dead letters on the management port:
 *
 * <pre>
 * GET    /observe/sinks
 * GET    /observe/dead-letters/{sink}?max=100
 * POST   /observe/dead-letters/{sink}/replay       all of them, to that sink again
 * POST   /observe/dead-letters/{sink}/{id}/replay  one
 * DELETE /observe/dead-letters/{sink}              throws them away
 * DELETE /observe/dead-letters/{sink}/{id}
 * </pre>
 *
 * What changes something is answered with 403 unless {@code nice.dead-letters.endpoint} is on.
 */
final class SinksEndpoint {
  static final String SETTING = "nice.dead-letters.endpoint";

  private static final String PATH = "/observe/dead-letters/:sink";
  private static final int MOST = 1000;
  private static final int USUAL = 100;

  private final SinkDesk desk;
  private final boolean mayChange;
  private final Executor executor;

  /**
   * @param executor the journal may take its time
   */
  SinksEndpoint(SinkDesk desk, boolean mayChange, Executor executor) {
    this.desk = desk;
    this.mayChange = mayChange;
    this.executor = executor;
  }

  /** Does it, or says in an exception why not. */
  @FunctionalInterface
  private interface Answer {
    byte[] of(RoutingContext context);
  }

  void on(VertxPlatformHttpRouter router) {
    on(router, HttpMethod.GET, "/observe/sinks", context -> SinksPage.sinks(desk.sinks()));
    on(
        router,
        HttpMethod.GET,
        PATH,
        context -> SinksPage.deadLetters(desk.deadLetters(sink(context), max(context))));
    String replay = "{\"replayed\":%d}";
    change(router, HttpMethod.POST, PATH + "/replay", replay, desk::replay);
    change(router, HttpMethod.POST, PATH + "/:id/replay", replay, desk::replay);
    String purge = "{\"purged\":%d}";
    change(router, HttpMethod.DELETE, PATH, purge, desk::purge);
    change(router, HttpMethod.DELETE, PATH + "/:id", purge, desk::purge);
  }

  private void change(
      VertxPlatformHttpRouter router,
      HttpMethod method,
      String path,
      String answer,
      BiFunction<String, Optional<String>, Integer> change) {
    on(
        router,
        method,
        path,
        context -> {
          if (!mayChange) {
            throw new SecurityException(SETTING + " must be on for that");
          }
          Optional<String> id = Optional.ofNullable(context.pathParam("id"));
          int count = change.apply(sink(context), id);
          if (count == 0 && id.isPresent()) {
            throw new IllegalArgumentException(
                "there is no dead letter [%s] of the sink [%s]".formatted(id.get(), sink(context)));
          }
          return Buffer.buffer(answer.formatted(count)).getBytes();
        });
  }

  private void on(VertxPlatformHttpRouter router, HttpMethod method, String path, Answer answer) {
    // Whatever the router makes of "/", "/." or "/%2e" at its end: an id that is missing would mean
    // all.
    router
        .route(method, path)
        .handler(
            context -> {
              if (!isPlain(context)) {
                say(context, 404, new IllegalArgumentException("the path must end with a name"));
              } else {
                executor.execute(() -> answer(context, answer));
              }
            });
  }

  /** No name that there is has to be written in another way. */
  private static boolean isPlain(RoutingContext context) {
    String path = context.request().path();
    return path.equals(context.normalizedPath()) && !path.contains("%") && !path.endsWith("/");
  }

  private static void answer(RoutingContext context, Answer answer) {
    try {
      send(context, 200, "application/json", answer.of(context));
    } catch (SecurityException off) {
      say(context, 403, off);
    } catch (IllegalArgumentException none) {
      say(context, 404, none);
    } catch (RuntimeException fault) {
      say(context, 500, fault);
    }
  }

  private static void say(RoutingContext context, int status, RuntimeException why) {
    byte[] sentence = Buffer.buffer(why.getMessage() + "\n").getBytes();
    send(context, status, "text/plain; charset=utf-8", sentence);
  }

  private static void send(RoutingContext context, int status, String type, byte[] body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", type)
        .end(Buffer.buffer(body));
  }

  private static String sink(RoutingContext context) {
    return context.pathParam("sink");
  }

  private static int max(RoutingContext context) {
    return context.queryParam("max").stream()
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Integer::parseInt)
        .map(wanted -> Math.min(wanted, MOST))
        .findFirst()
        .orElse(USUAL);
  }
}
