package io.nicebridge.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A peer that runs on Node: its folder of {@code src/bench/peers} copied, its packages installed
 * there by npm, and its {@code start} script's command run.
 */
public final class NodePeer {
  private static final String FASTIFY_ID = "00000001-5eab-2e10-8003-0000000000e1";
  private static final String NODE_RED_ID = "00000001-5eab-2e10-8003-0000000000e2";

  private NodePeer() {}

  /** Fastify, mqtt.js and jose, in about a hundred lines. */
  public static Child fastify(
      Path sources, Path folder, Material material, int brokerPort, int port) {
    install(sources, folder);
    return Child.start(
            "fastify",
            folder,
            environment(material, FASTIFY_ID, brokerPort, port),
            List.of("node", "bridge.mjs"))
        .listeningOn(port);
  }

  /** Node-RED with one flow. */
  public static Child nodeRed(
      Path sources, Path folder, Material material, int brokerPort, int port) {
    return nodeRed(sources, folder, port, environment(material, NODE_RED_ID, brokerPort, port));
  }

  /** Node-RED with one flow from one broker's signalling topics to the other's. */
  public static Child nodeRedRelay(Path sources, Path folder, int inPort, int outPort) {
    return nodeRed(sources, folder, Child.freePort(), flow("relay.json", inPort, outPort));
  }

  /**
   * Node-RED with one flow from one broker's data topics to another broker, a webhook and a file.
   *
   * @param authority certificate of who signed the webhook's
   * @param lines the file
   */
  public static Child nodeRedFanout(
      Path sources,
      Path folder,
      int inPort,
      int outPort,
      String webhook,
      Path authority,
      Path lines) {
    Map<String, String> environment = new HashMap<>(flow("fanout.json", inPort, outPort));
    environment.put("WEBHOOK", webhook);
    environment.put("NODE_EXTRA_CA_CERTS", authority.toString());
    environment.put("LINES", lines.toString());
    return nodeRed(sources, folder, Child.freePort(), environment);
  }

  private static Child nodeRed(
      Path sources, Path folder, int port, Map<String, String> environment) {
    install(sources, folder);
    Map<String, String> all = new HashMap<>(environment);
    all.put("PORT", Integer.toString(port));
    all.put("NODE_ENV", "production");
    return Child.start(
            "node-red",
            folder,
            all,
            List.of("node", "node_modules/node-red/red.js", "-s", "settings.js", "-u", "."))
        .listeningOn(port);
  }

  private static Map<String, String> flow(String file, int inPort, int outPort) {
    return Map.of(
        "FLOW", file,
        "IN_PORT", Integer.toString(inPort),
        "OUT_PORT", Integer.toString(outPort));
  }

  private static Map<String, String> environment(
      Material material, String id, int brokerPort, int port) {
    return Map.of(
        "PORT", Integer.toString(port),
        "BROKER_PORT", Integer.toString(brokerPort),
        "OWN_ID", id,
        "REPLY_FILTER", "1/" + id + "/#",
        "CERTIFICATE", material.certificate().toString(),
        "KEY", material.key().toString(),
        "JWKS", material.jwks().toString(),
        "NODE_ENV", "production");
  }

  /** npm leaves alone what is installed already. */
  private static void install(Path sources, Path folder) {
    try (Stream<Path> files = Files.list(sources)) {
      Files.createDirectories(folder);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file, folder.resolve(sources.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
      }
      Process npm =
          new ProcessBuilder(
                  "npm", "install", "--omit=dev", "--no-package-lock", "--no-audit", "--no-fund")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.log").toFile())
              .start();
      if (npm.waitFor() != 0) {
        throw new IllegalStateException("npm install failed; its output is " + folder + "/npm.log");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("npm cannot be run; is it installed?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
