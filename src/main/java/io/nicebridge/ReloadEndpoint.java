package io.nicebridge;

import io.vertx.core.http.HttpMethod;
import java.util.concurrent.Executor;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * {@code POST /observe/reload} on the management port: takes changed route files in and says what
 * happened. 200 when the running routes are those of the files, 409 when they are not.
 */
final class ReloadEndpoint {
  private final Reload reload;
  private final Executor executor;

  ReloadEndpoint(Reload reload, Executor executor) {
    this.reload = reload;
    this.executor = executor;
  }

  void on(VertxPlatformHttpRouter router) {
    router
        .route(HttpMethod.POST, "/observe/reload")
        .handler(
            context ->
                executor.execute(
                    () -> {
                      String outcome = reload.now();
                      context
                          .response()
                          .setStatusCode(reload.fault().isPresent() ? 409 : 200)
                          .putHeader("Content-Type", "text/plain; charset=utf-8")
                          .end(outcome + "\n");
                    }));
  }
}
