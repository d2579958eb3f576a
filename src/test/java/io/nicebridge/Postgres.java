package io.nicebridge;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A real PostgreSQL as a process, to be stopped and started again on the same port. */
final class Postgres implements AutoCloseable {
  private final Path folder;
  private final int port;
  private EmbeddedPostgres server;

  private Postgres(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.server = launch();
  }

  static Postgres start(int port) {
    try {
      Path it = Files.createDirectories(Path.of("target/it").toAbsolutePath());
      return new Postgres(Files.createTempDirectory(it, "postgres"), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setOverrideWorkingDirectory(Path.of("target/postgres").toAbsolutePath().toFile())
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .start();
  }

  static String url(int port) {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  /** The table of the template's own comment: what operators copy. */
  static String schema(Path routes) {
    try {
      String text =
          Files.readAllLines(routes.resolve("sinks.camel.yaml")).stream()
              .dropWhile(line -> !line.contains("CREATE TABLE"))
              .takeWhile(line -> !line.startsWith("- "))
              .map(line -> line.replaceFirst("^# +", ""))
              .collect(Collectors.joining("\n"));
      return text.substring(0, text.indexOf(");") + 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of each row. */
  List<String> ask(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startAgain() {
    try {
      server = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
