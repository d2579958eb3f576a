package io.nicebridge;

import io.nicebridge.secret.HashedSecret;
import java.io.PrintStream;
import java.util.List;

/**
 * {@code java -jar nice-bridge.jar api-key <name>}: a new key for a system that calls the REST
 * face, or for a device at the embedded broker, shown once, and the line for the file of clients or
 * users, which holds its hash only.
 */
final class ApiKeyCommand {
  static final String NAME = "api-key";

  private ApiKeyCommand() {}

  /**
   * Prints a key and its line.
   *
   * @param words what follows the command's name
   * @return the exit status: 0, or 2 for words that are none
   */
  static int run(List<String> words, PrintStream out) {
    if (words.size() != 1 || !words.get(0).matches("[a-z0-9][a-z0-9._-]{0,63}")) {
      out.println("usage: java -jar nice-bridge.jar api-key <name in small letters>");
      return 2;
    }
    String key = HashedSecret.newSecret();
    out.println("# the key, for the system alone: " + key);
    out.println(
        "# the line for the file that nice.rest.clients names (permissions, cameras or *):");
    out.println(words.get(0) + "  " + HashedSecret.of(key).text() + "  Control  *");
    out.println(
        "# or the line for the file that nice.embedded-broker.users names (its EndPointID, or -):");
    out.println(words.get(0) + "  " + HashedSecret.of(key).text() + "  -");
    return 0;
  }
}
