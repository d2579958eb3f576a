package io.nicebridge.rest;

import io.nicebridge.secret.BadLine;
import io.nicebridge.secret.HashedSecret;
import io.nicebridge.secret.SecretFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The file of clients, one a line: name, {@code sha256:} and the key's hash, permissions, cameras
 * or {@code *}, perhaps {@code token=<source>}. {@code #} begins a comment.
 */
public final class ClientFile {
  private static final Set<String> PERMISSIONS = Set.of("management", "control", "data");
  private static final String TOKEN = "token=";
  private static final int MOST = 1_000;

  /** One client and its key's hash. */
  record Line(Client client, HashedSecret secret) {}

  private ClientFile() {}

  static List<Line> read(String text) {
    List<Line> lines = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.replaceFirst("#.*", "").strip();
      if (line.isEmpty()) {
        continue;
      }
      Line client = line(number, line.split("\\s+", -1));
      if (!names.add(client.client().name())) {
        throw new BadLine(
            number, "the client [%s] has two lines".formatted(client.client().name()));
      }
      lines.add(client);
    }
    if (lines.size() > MOST) {
      throw new BadLine(number, "there must be at most %d clients".formatted(MOST));
    }
    return lines;
  }

  /**
   * What is wrong with the text, if anything is.
   *
   * @throws BadLine the first line that is wrong
   */
  public static void check(String text) {
    List<Line> unused = read(text);
  }

  private static Line line(int number, String[] columns) {
    if (columns.length < 4 || columns.length > 5) {
      throw new BadLine(
          number,
          "a line must be: name, sha256:<hash>, permissions, cameras, perhaps token=<source>");
    }
    if (!columns[0].matches(SecretFile.NAME)) {
      throw new BadLine(
          number, "a client's name must be 1 to 64 small letters, digits, '.', '_' and '-'");
    }
    Optional<HashedSecret> secret = HashedSecret.read(columns[1]);
    if (secret.isEmpty()) {
      // Not shown: it may be a key that somebody took for its hash.
      throw new BadLine(
          number, "the key of [%s] must be sha256: and 64 digits".formatted(columns[0]));
    }
    Set<String> permissions = Set.of(columns[2].toLowerCase(Locale.ROOT).split(",", -1));
    if (!PERMISSIONS.containsAll(permissions)) {
      throw new BadLine(
          number,
          "the permissions [%s] must be of Management, Control, Data".formatted(columns[2]));
    }
    Optional<Set<String>> cameras =
        columns[3].equals("*")
            ? Optional.empty()
            : Optional.of(Set.of(columns[3].toLowerCase(Locale.ROOT).split(",", -1)));
    return new Line(
        new Client(columns[0], permissions, cameras, token(number, columns)), secret.get());
  }

  private static Optional<String> token(int number, String[] columns) {
    if (columns.length < 5) {
      return Optional.empty();
    }
    if (!columns[4].startsWith(TOKEN) || columns[4].length() == TOKEN.length()) {
      throw new BadLine(number, "the option [%s] must be token=<source>".formatted(columns[4]));
    }
    return Optional.of(columns[4].substring(TOKEN.length()));
  }
}
