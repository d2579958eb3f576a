package io.nicebridge;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * {@code GET /observe/info} on the management port: which bridge this is, on what it runs. In the
 * place of Camel's own page, which does not know the bridge and shows the user and the folders.
 */
final class InfoPage {
  private final String path;
  private final String name;
  private final String camel;
  private final Instant started;

  /**
   * @param path camel.management.infoPath
   * @param name camel.main.name
   * @param camel the version of Camel
   */
  InfoPage(String path, String name, String camel, Instant started) {
    this.path = path;
    this.name = name;
    this.camel = camel;
    this.started = started;
  }

  void on(VertxPlatformHttpRouter router) {
    router
        .route(HttpMethod.GET, path)
        .order(-1)
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .end(info().encodePrettily()));
  }

  JsonObject info() {
    return new JsonObject()
        .put(
            "bridge",
            new JsonObject()
                .put("name", name)
                .put("version", Version.text())
                .put("started", started.toString()))
        .put("camel", new JsonObject().put("version", camel))
        .put(
            "java",
            new JsonObject()
                .put("version", System.getProperty("java.version"))
                .put("vendor", System.getProperty("java.vendor"))
                .put("pid", ProcessHandle.current().pid()))
        .put(
            "os",
            new JsonObject()
                .put("name", System.getProperty("os.name"))
                .put("version", System.getProperty("os.version"))
                .put("arch", System.getProperty("os.arch")));
  }
}
