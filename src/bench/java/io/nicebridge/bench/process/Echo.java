package io.nicebridge.bench.process;

import io.nicebridge.bench.Options;
import io.nicebridge.http.BareEcho;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ceiling: {@link BareEcho} as a process. */
public final class Echo {
  private Echo() {}

  /** Starts it; returns when its port is open. */
  public static Child start(Options options, Path folder, Material material, int port) {
    List<String> command = new ArrayList<>(List.of(Child.java()));
    command.addAll(options.jvm());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BareEcho.class.getName(),
            Integer.toString(port),
            material.keyStore().toAbsolutePath().toString()));
    return Child.start("echo", folder, Map.of(), command).listeningOn(port);
  }
}
