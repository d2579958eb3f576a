package io.nicebridge.journal;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A journal at Artemis servers of the site: the settings {@code nice.journal.*}, read.
 *
 * @param url {@code tcp://a:61616} or, by TLS, {@code ssl://a:61617}; more behind commas, the
 *     primary first
 * @param prefix of every name there; bridges with the same one share a journal
 * @param trustStore PKCS12; empty: those whom the Java platform trusts
 * @param maxPending appends that may wait for the servers at once
 * @param maxPendingBytes bytes of bodies that may wait for the servers at once
 * @param rememberedIds how many of the last ids are known as seen
 */
public record JournalServers(
    String url,
    String prefix,
    Optional<String> username,
    Optional<String> password,
    Optional<Path> trustStore,
    Optional<String> trustStorePassword,
    int maxPending,
    long maxPendingBytes,
    int rememberedIds) {
  private static final Pattern SERVERS =
      Pattern.compile("((tcp|ssl)://[^/@,:\\s]+:[0-9]{1,5})(,(tcp|ssl)://[^/@,:\\s]+:[0-9]{1,5})*");

  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  /** What an address must be, if it is not. */
  public static Optional<String> complaint(String url) {
    return SERVERS.matcher(url).matches()
        ? Optional.empty()
        : Optional.of("be tcp://host:61616 or ssl://host:61617, more servers behind commas");
  }

  public static boolean isPrefix(String text) {
    return PREFIX.matcher(text).matches();
  }

  List<URI> servers() {
    return Stream.of(url.split(",")).map(URI::create).toList();
  }

  /** What something is called there. */
  String named(String name) {
    return prefix + "." + name;
  }

  @Override
  public String toString() {
    return "JournalServers[" + url + ", " + prefix + "]";
  }
}
