package io.nicebridge.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.AuthenticationException;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.auth.MalformedChallengeException;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.client5.http.impl.auth.UnsupportedDigestAlgorithmException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.message.ParserCursor;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP Digest (RFC 7616), by the scheme of Apache's HTTP client: what the system asked for the last
 * time holds for all requests until it asks anew. The answer to a challenge is one request's own
 * first: requests in parallel overtake each other, and a count that comes late is refused.
 */
final class Digest {
  private static final URI ROOT = URI.create("/");

  private final HttpHost host;
  private final BasicCredentialsProvider account = new BasicCredentialsProvider();
  private @Nullable DigestScheme scheme;

  Digest(Site site) {
    URI url = site.url();
    host = new HttpHost(url.getScheme(), url.getHost(), url.getPort());
    account.setCredentials(
        new AuthScope(null, -1),
        new UsernamePasswordCredentials(site.username(), site.password().toCharArray()));
  }

  /** For the header of a request; nothing before the first challenge has been met. */
  synchronized Optional<String> authorization(String method, URI where) {
    DigestScheme known = scheme;
    return known == null ? Optional.empty() : answer(known, method, where);
  }

  /** The answer to what one 401 asked for. */
  Optional<String> answer(DigestScheme asked, String method, URI where) {
    String query = where.getRawQuery() == null ? "" : "?" + where.getRawQuery();
    try {
      return Optional.of(
          asked.generateAuthResponse(
              host,
              new BasicHttpRequest(method, where.getRawPath() + query),
              HttpCoreContext.create()));
    } catch (AuthenticationException | UnsupportedDigestAlgorithmException e) {
      return Optional.empty();
    }
  }

  /** An answer to it was taken: from now on it holds for all requests. */
  synchronized void holds(DigestScheme asked) {
    scheme = asked;
  }

  /**
   * Hears what a 401 asks for.
   *
   * @return nothing when that is no Digest, or one that nobody knows
   */
  Optional<DigestScheme> hears(HttpHeaders refused) {
    return refused.allValues("WWW-Authenticate").stream()
        .flatMap(Digest::challenges)
        .filter(challenge -> challenge.getSchemeName().equalsIgnoreCase("digest"))
        // SHA-256 before MD5: RFC 7616 section 3.7 leaves the choice to the client.
        .sorted(Comparator.comparing(challenge -> isOld(challenge)))
        .flatMap(challenge -> begun(challenge).stream())
        .findFirst();
  }

  private static Stream<AuthChallenge> challenges(String header) {
    try {
      return AuthChallengeParser.INSTANCE
          .parse(ChallengeType.TARGET, header, new ParserCursor(0, header.length()))
          .stream();
    } catch (ParseException none) {
      return Stream.empty();
    }
  }

  private static boolean isOld(AuthChallenge challenge) {
    List<NameValuePair> all = challenge.getParams() == null ? List.of() : challenge.getParams();
    return all.stream()
        .noneMatch(
            one ->
                one.getName().equalsIgnoreCase("algorithm")
                    && one.getValue() != null
                    && one.getValue().toUpperCase(Locale.ROOT).startsWith("SHA"));
  }

  /** Only an answer tells whether its algorithm is known: one is made and thrown away. */
  private Optional<DigestScheme> begun(AuthChallenge challenge) {
    return ready(challenge)
        .filter(trial -> answer(trial, "GET", ROOT).isPresent())
        .flatMap(known -> ready(challenge));
  }

  private Optional<DigestScheme> ready(AuthChallenge challenge) {
    DigestScheme fresh = new DigestScheme();
    try {
      fresh.processChallenge(challenge, HttpCoreContext.create());
      return fresh.isResponseReady(host, account, HttpCoreContext.create())
          ? Optional.of(fresh)
          : Optional.empty();
    } catch (MalformedChallengeException | AuthenticationException odd) {
      return Optional.empty();
    }
  }
}
