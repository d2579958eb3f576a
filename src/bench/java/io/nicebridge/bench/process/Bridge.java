package io.nicebridge.bench.process;

import static java.util.stream.Collectors.joining;

import io.nicebridge.bench.Options;
import io.nicebridge.demo.DevCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The bridge as an operator starts it: the distribution's jar, its routes, its defaults. */
public final class Bridge {
  private static final String ID = "00000001-5eab-2e10-8003-000000000001";

  private Bridge() {}

  /** Starts it; returns when it is ready. */
  public static Child start(
      Options options, Path folder, Material material, int brokerPort, int port) {
    try {
      copy(options.distribution().resolve("routes"), folder.resolve("routes"));
      return start(options, folder, material, brokerPort, port, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts one that relays signalling, with the README's settings and no limit of messages a second
   * of one pair.
   *
   * @param inPort of the broker {@code branch}, where the callers live
   * @param outPort of the broker {@code main}
   * @param callers the beginning of their EndPointIDs and {@code *}
   * @param pairs rows of the table {@code signaling-pairs}
   */
  public static Child relay(
      Options options,
      Path folder,
      Material material,
      int inPort,
      int outPort,
      String callers,
      List<String> pairs) {
    try {
      copy(options.distribution().resolve("routes"), folder.resolve("routes"));
      edit(
          folder.resolve("routes/destinations.camel.yaml"),
          text -> after(text, "        table: |\n", List.of(callers + " mqtt://branch")));
      edit(
          folder.resolve("routes/signaling-relay.camel.yaml"),
          text ->
              after(text, "        table: |\n", pairs)
                  + """
                  - templatedRoute:
                      routeId: signaling-main-branch
                      routeTemplateRef: signaling-relay
                      parameters:
                        - { name: one, value: main }
                        - { name: other, value: branch }
                  """);
      return start(
          options,
          folder,
          material,
          outPort,
          Child.freePort(),
          """
          nice.broker.branch.url=tcp://127.0.0.1:%d
          nice.signaling.rate=off
          """
              .formatted(inPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts one with more settings and a file of routes.
   *
   * @param brokerPort of the broker {@code main}
   * @param settings lines of application.properties
   * @param routes text of {@code routes/bench.camel.yaml}
   */
  public static Child with(
      Options options,
      Path folder,
      Material material,
      int brokerPort,
      String settings,
      String routes) {
    try {
      copy(options.distribution().resolve("routes"), folder.resolve("routes"));
      Files.writeString(folder.resolve("routes/bench.camel.yaml"), routes);
      return start(options, folder, material, brokerPort, Child.freePort(), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void edit(Path file, UnaryOperator<String> change) throws IOException {
    Files.writeString(file, change.apply(Files.readString(file)));
  }

  private static String after(String text, String line, List<String> rows) {
    String indented = rows.stream().map(row -> " ".repeat(10) + row + "\n").collect(joining());
    return text.replace(line, line + indented);
  }

  private static Child start(
      Options options, Path folder, Material material, int brokerPort, int port, String more) {
    try {
      int managementPort = Child.freePort();
      Files.writeString(
          folder.resolve("application.properties"),
          """
          # what has no default, and ports; everything else as the distribution has it
          camel.server.host=127.0.0.1
          camel.server.port=%d
          camel.management.host=127.0.0.1
          camel.management.port=%d
          camel.ssl.keyStore=file:%s
          camel.ssl.keystorePassword=%s
          nice.endpoint-id=%s
          nice.token.jwks=file:%s
          nice.broker.main.url=tcp://127.0.0.1:%d
          %s"""
              .formatted(
                  port,
                  managementPort,
                  material.keyStore().toAbsolutePath(),
                  DevCertificates.PASSWORD,
                  ID,
                  material.jwks(),
                  brokerPort,
                  more));
      return Child.start("bridge", folder, Map.of(), command(options))
          .until("is ready", () -> isReady(managementPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Options options) {
    List<String> command = new ArrayList<>(List.of(Child.java()));
    command.addAll(options.jvm());
    command.add("-jar");
    command.add(options.distribution().resolve("nice-bridge.jar").toAbsolutePath().toString());
    return command;
  }

  private static boolean isReady(int managementPort) throws InterruptedException {
    URI ready = URI.create("http://localhost:" + managementPort + "/observe/health/ready");
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
    try {
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
