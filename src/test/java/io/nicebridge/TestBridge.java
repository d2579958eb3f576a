package io.nicebridge;

import static org.awaitility.Awaitility.await;

import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.DevTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The real distribution, as a process of its own in a folder of its own: what an operator starts.
 * Tests speak to it over TLS and MQTT, and read its log.
 */
public final class TestBridge implements AutoCloseable {
  public static final String ID = "00000001-5eab-2e10-8003-000000000001";

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
  private final Path home;
  private final DevTokens tokens;
  private final DevCertificates certificates;
  private final int port;
  private final int managementPort;
  private final List<String> jvm;
  private final Map<String, String> environment;
  private final Map<String, String> disks;
  private Process process;

  private TestBridge(Builder builder, Process process) {
    this.home = builder.home;
    this.tokens = builder.tokens;
    this.certificates = builder.certificates;
    this.port = builder.port;
    this.managementPort = builder.managementPort;
    this.jvm = List.copyOf(builder.jvm);
    this.environment = Map.copyOf(builder.environment);
    this.disks = Map.copyOf(builder.disks);
    this.process = process;
  }

  /** A folder with the distribution's routes, keys of the moment, and the few settings needed. */
  public static Builder on(String brokerUrl) {
    return new Builder(brokerUrl);
  }

  /** What to start, and with which settings. */
  public static final class Builder {
    private final Path home;
    private final DevTokens tokens = DevTokens.create();
    private final DevCertificates certificates = new DevCertificates();
    private final int port = freePort();
    private final int managementPort = freePort();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> jvm = new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    private final Map<String, String> disks = new LinkedHashMap<>();

    private Builder(String brokerUrl) {
      try {
        home = Files.createTempDirectory(Files.createDirectories(Path.of("target/it")), "bridge");
        copy(distribution().resolve("routes"), home.resolve("routes"));
        certificates.writeKeyStore(
            home.resolve("server.p12"),
            List.of(certificates.server("RSA"), certificates.server("EC")));
        certificates.writeAuthority(home.resolve("ca.pem"));
        Files.writeString(home.resolve("jwks.json"), tokens.jwks());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      set("camel.server.port", Integer.toString(port));
      set("camel.management.port", Integer.toString(managementPort));
      set("camel.ssl.keyStore", "file:server.p12");
      set("camel.ssl.keystorePassword", DevCertificates.PASSWORD);
      set("nice.endpoint-id", ID);
      set("nice.token.jwks", "file:jwks.json");
      set("nice.broker.main.url", brokerUrl);
    }

    public Builder set(String key, String value) {
      settings.put(key, value);
      return this;
    }

    public Builder without(String key) {
      settings.remove(key);
      return this;
    }

    /** A variable of the environment that the process starts in. */
    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    public Builder jvm(String... options) {
      jvm.addAll(List.of(options));
      return this;
    }

    /**
     * Mounts a disk of its own on a folder, in a namespace that only the process sees and that ends
     * with it (Linux, by {@code unshare}); {@link TestBridge#within} leads there.
     *
     * @param size as mount takes it: {@code 8m}
     */
    Builder disk(String folder, String size) {
      try {
        Files.createDirectories(home.resolve(folder));
        disks.put(folder, size);
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public Path home() {
      return home;
    }

    public int port() {
      return port;
    }

    public int managementPort() {
      return managementPort;
    }

    public DevTokens tokens() {
      return tokens;
    }

    public DevCertificates certificates() {
      return certificates;
    }

    /** Replaces the content of a route file. */
    public Builder route(String file, String yaml) {
      try {
        Files.writeString(home.resolve("routes").resolve(file), yaml);
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Replaces a text that stands in a route file. */
    public Builder edit(String file, String text, String by) {
      try {
        String content = Files.readString(home.resolve("routes").resolve(file));
        if (!content.contains(text)) {
          throw new IllegalArgumentException(file + " does not hold [" + text + "]");
        }
        return route(file, content.replace(text, by));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Starts it, and returns when it is ready. */
    public TestBridge start() {
      TestBridge bridge = launch();
      bridge.awaitReady();
      return bridge;
    }

    /** Starts it, and returns at once. */
    public TestBridge launch() {
      try {
        writeSettings();
        return new TestBridge(this, run(home, jvm, environment, disks));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Runs {@code check} in the folder, and returns when it has ended. */
    public Checked check() {
      return command("check");
    }

    /** A command of the jar, in the bridge's folder. */
    public Checked command(String... words) {
      try {
        writeSettings();
        Process process =
            process(home, jvm, environment, disks, words)
                .redirectError(home.resolve("command.err").toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Checked(
            process.waitFor(), output, Files.readString(home.resolve("command.err")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private void writeSettings() throws IOException {
      StringBuilder text = new StringBuilder();
      settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
      Files.writeString(home.resolve("application.properties"), text);
    }
  }

  /** What {@code check} left: exit status, standard output, standard error. */
  public record Checked(int status, String output, String errors) {}

  private static Process run(
      Path home, List<String> jvm, Map<String, String> environment, Map<String, String> disks)
      throws IOException {
    return process(home, jvm, environment, disks)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("bridge.log").toFile()))
        .start();
  }

  private static ProcessBuilder process(
      Path home,
      List<String> jvm,
      Map<String, String> environment,
      Map<String, String> disks,
      String... words) {
    List<String> command = new ArrayList<>(mounting(disks));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add("-jar");
    command.add(distribution().resolve("nice-bridge.jar").toAbsolutePath().toString());
    command.addAll(List.of(words));
    ProcessBuilder process = new ProcessBuilder(command).directory(home.toFile());
    process.environment().putAll(environment);
    return process;
  }

  /** What stands before a command that shall see these disks. */
  private static List<String> mounting(Map<String, String> disks) {
    if (disks.isEmpty()) {
      return List.of();
    }
    StringBuilder script = new StringBuilder();
    disks.forEach(
        (folder, size) ->
            script.append("mount -t tmpfs -o size=%s tmpfs %s && ".formatted(size, folder)));
    return List.of("unshare", "-Urm", "sh", "-c", script + "exec \"$@\"", "sh");
  }

  static Path distribution() {
    return Path.of(System.getProperty("distribution", "target/nice-bridge"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /** One that nothing listens on, and that was not given to anybody before. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      int port = socket.getLocalPort();
      return GIVEN.add(port) ? port : freePort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void awaitReady() {
    await("ready: " + home)
        .atMost(Duration.ofSeconds(60))
        .failFast(this::mustBeAlive)
        .until(this::isReady);
  }

  private void mustBeAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("the bridge ended: " + log());
    }
  }

  /** What {@code /observe/health/ready} says; false while nobody answers. */
  public boolean isReady() {
    return management("/observe/health/ready").map(r -> r.statusCode() == 200).orElse(false);
  }

  /** An answer of the management port, if there is one. */
  public java.util.Optional<HttpResponse<String>> management(String path) {
    try {
      URI uri = URI.create("http://localhost:" + managementPort + path);
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
      return java.util.Optional.of(PLAIN.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException nobody) {
      return java.util.Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return java.util.Optional.empty();
    }
  }

  /** A metric without labels, as Prometheus would scrape it; NaN while there is none. */
  public double metric(String name) {
    return management("/observe/metrics").stream()
        .flatMap(response -> response.body().lines())
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Double::sum)
        .orElse(Double.NaN);
  }

  private static final HttpClient PLAIN = HttpClient.newHttpClient();

  /** A client that trusts this bridge. */
  public HttpClient client() {
    return HttpClient.newBuilder()
        .sslContext(sslContext())
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  public SSLContext sslContext() {
    return Trust.in(certificates);
  }

  /** Asks the camera for its status, under this token. */
  public CompletableFuture<HttpResponse<String>> ask(String token) {
    URI uri = URI.create("https://localhost:" + port + "/" + Messages.STATUS);
    return client()
        .sendAsync(
            HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Messages.request("not-looked-at")))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** Asks the camera for its status, as somebody who may. */
  public HttpResponse<String> ask() {
    return ask(tokens.token(Messages.CALLER, "Management")).join();
  }

  /** A raw TLS connection, for requests that no client would send. */
  public RawHttps raw() throws IOException {
    return RawHttps.connect(sslContext(), port);
  }

  public int port() {
    return port;
  }

  public int managementPort() {
    return managementPort;
  }

  public DevTokens tokens() {
    return tokens;
  }

  public DevCertificates certificates() {
    return certificates;
  }

  public Path home() {
    return home;
  }

  /** A folder of the home as the process sees it. */
  Path within(String folder) {
    return Path.of("/proc", Long.toString(process.pid()), "cwd", folder);
  }

  public Process process() {
    return process;
  }

  public String log() {
    try {
      return Files.readString(home.resolve("bridge.log"));
    } catch (IOException e) {
      return "";
    }
  }

  /** Starts the same folder again, after a stop. */
  public void restart() throws IOException {
    process = run(home, jvm, environment, disks);
    awaitReady();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
