package io.nicebridge;

import io.nicebridge.Key.Need;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every setting that the bridge reads itself. What each is for stands in application.properties.
 */
final class Keys {
  private static final Pattern TOKEN_SOURCE_KEY =
      Pattern.compile("nice\\.token-source\\.([a-z0-9][a-z0-9-]*)\\.([a-z-]+)");

  private static final int MOST = 999_999_999;

  private static final Map<String, Key> BROKER_FIELDS =
      byName(
          required("url", Form.BROKER, "the broker's address, such as ssl://broker:8883"),
          optional("username", Form.TEXT),
          optional("password", Form.SECRET),
          optional("client-id", Form.TEXT),
          optional("trust-store", Form.FILE),
          optional("trust-store-password", Form.SECRET),
          optional("key-store", Form.FILE),
          optional("key-store-password", Form.SECRET),
          optional("reply-topics", Form.TOPIC_FILTERS),
          shipped("leading-slash", Form.SWITCH),
          shipped("required", Form.SWITCH),
          shipped("connect-timeout", Form.WAIT),
          shipped("heartbeat", Form.WAIT),
          shipped("max-reconnect-delay", Form.WAIT));

  private static final Map<String, Key> TOKEN_SOURCE_FIELDS =
      byName(
          optional("secret", Form.SECRET),
          optional("url", Form.HTTPS),
          optional("client-id", Form.TEXT),
          optional("client-secret", Form.SECRET),
          optional("scope", Form.TEXT),
          optional("audience", Form.TEXT),
          optional("trust-store", Form.FILE),
          optional("trust-store-password", Form.SECRET),
          optional("sign-key", Form.FILE),
          optional("sign-chain", Form.FILE));

  private static final Map<String, Key> DATABASE_FIELDS =
      byName(
          required(
              "url",
              Form.DATABASE,
              "the database's address, such as jdbc:postgresql://host/events"),
          optional("username", Form.TEXT),
          optional("password", Form.SECRET),
          shipped("connections", Form.count(1, 256)),
          shipped("connect-timeout", Form.WAIT),
          shipped("timeout", Form.WAIT));

  private static final Map<String, Key> KAFKA_FIELDS =
      byName(
          required("url", Form.KAFKA, "the cluster's address, such as kafka+ssl://kafka:9093"),
          optional("username", Form.TEXT),
          optional("password", Form.SECRET),
          optional("trust-store", Form.FILE),
          optional("trust-store-password", Form.SECRET),
          optional("key-store", Form.FILE),
          optional("key-store-password", Form.SECRET),
          shipped("mechanism", Form.oneOf("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN")),
          shipped("connect-timeout", Form.WAIT),
          shipped("timeout", Form.WAIT));

  private static final Map<String, Key> PLAIN =
      byName(
          required("nice.endpoint-id", Form.END_POINT, "the bridge's own EndPointID"),
          optional("nice.token.jwks", Form.FILE_OR_HTTPS),
          optional("nice.token.trust", Form.FILE),
          optional("nice.token.issuer", Form.TEXT),
          optional("nice.token.audience", Form.TEXT),
          shipped("nice.token.algorithms", Form.listOf(algorithm())),
          shipped("nice.token.clock-skew", Form.DURATION),
          shipped("nice.token.max-lifetime", Form.orOff(Form.WAIT)),
          shipped("nice.token.permissions", Form.oneOf("required", "if-present")),
          optional("nice.token.revoked", Form.FILE),
          shipped("nice.token.refresh", Form.WAIT),
          shipped("nice.token.cache-size", Form.count(1, MOST)),
          shipped("nice.token.body-relation", Form.oneOf("equal", "same-subject", "any")),
          optional("nice.sign.key", Form.FILE),
          optional("nice.sign.chain", Form.FILE),
          optional("nice.signed.trust", Form.FILE),
          shipped("nice.control.timeout", Form.WAIT),
          shipped("nice.control.qos", Form.count(0, 1)),
          shipped("nice.http.max-body", Form.SIZE),
          shipped("nice.http.max-bodies", Form.SIZE),
          shipped("nice.http.max-answers", Form.SIZE),
          shipped("nice.http.max-in-flight", Form.count(1, MOST)),
          shipped("nice.http.rate-limit", Form.orOff(Form.RATE)),
          shipped("nice.http.freshness", Form.orOff(Form.WAIT)),
          shipped("nice.http.idle-timeout", Form.WAIT),
          shipped("nice.http.drain-timeout", Form.DURATION),
          optional("nice.http.certificate", Form.FILES),
          optional("nice.http.key", Form.FILES),
          optional("nice.webapi.trust-store", Form.FILE),
          optional("nice.webapi.trust-store-password", Form.SECRET),
          shipped("nice.webapi.connections", Form.count(1, 10_000)),
          shipped("nice.webapi.connect-timeout", Form.WAIT),
          shipped("nice.bridged.response-topic", Form.RESPONSE_TOPIC),
          shipped("nice.bridged.max-in-flight", Form.count(1, MOST)),
          shipped("nice.signaling.sessions", Form.SWITCH),
          shipped("nice.signaling.ttl", Form.WAIT),
          shipped("nice.signaling.hold", Form.DURATION),
          shipped("nice.signaling.max-size", Form.SIZE),
          shipped("nice.signaling.rate", Form.orOff(Form.RATE)),
          shipped("nice.signaling.remember", Form.WAIT),
          shipped("nice.signaling.idle", Form.WAIT),
          shipped("nice.signaling.max-sessions", Form.count(1, MOST)),
          shipped("nice.signaling.memory", Form.SIZE),
          shipped("nice.data.session", Form.WAIT),
          shipped("nice.paho.timeout", Form.WAIT),
          shipped("nice.data.max-in-hand", Form.count(1, 10_000)),
          shipped("nice.embedded-broker.enabled", Form.SWITCH),
          shipped("nice.embedded-broker.host", Form.TEXT),
          shipped("nice.embedded-broker.port", Form.count(0, 65535)),
          optional("nice.embedded-broker.users", Form.FILE),
          optional("nice.embedded-broker.devices-write", Form.TOPIC_FILTERS),
          shipped("nice.embedded-broker.folder", Form.FOLDER),
          shipped("nice.embedded-broker.max-connections", Form.count(1, 100_000)),
          shipped("nice.embedded-broker.max-message", Form.SIZE),
          shipped("nice.embedded-broker.max-waiting", Form.count(1, 1_000_000)),
          shipped("nice.embedded-broker.max-disk", Form.sizeFrom("64MB")),
          shipped("nice.embedded-broker.min-disk-free", Form.SIZE),
          shipped("nice.embedded-broker.memory", Form.sizeFrom("1MB")),
          optional("nice.journal.url", Form.JOURNAL),
          shipped("nice.journal.prefix", Form.JOURNAL_PREFIX),
          optional("nice.journal.username", Form.TEXT),
          optional("nice.journal.password", Form.SECRET),
          optional("nice.journal.trust-store", Form.FILE),
          optional("nice.journal.trust-store-password", Form.SECRET),
          shipped("nice.journal.folder", Form.FOLDER),
          shipped("nice.journal.max-disk", Form.sizeFrom("64MB")),
          shipped("nice.journal.min-disk-free", Form.SIZE),
          shipped("nice.journal.memory", Form.sizeFrom("1MB")),
          shipped("nice.journal.max-pending", Form.count(1, MOST)),
          shipped("nice.journal.max-pending-bytes", Form.sizeFrom("1B")),
          shipped("nice.journal.remembered-ids", Form.count(1, MOST)),
          shipped("nice.call.folder", Form.FOLDER),
          shipped("nice.call.token-lifetime", Form.secondsFrom(30)),
          optional("nice.body.keys", Form.FILE),
          optional("nice.body.certificates", Form.FILES),
          shipped("nice.body.read-rsa1_5", Form.SWITCH),
          optional("nice.rest.clients", Form.FILE),
          shipped("nice.rest.wrong-keys", Form.count(1, 1_000_000)),
          shipped("nice.rest.recent-events", Form.count(1, 1_000_000)),
          shipped("nice.rest.recent-size", Form.SIZE),
          shipped("nice.rest.max-streams", Form.count(1, 10_000)),
          shipped("nice.device.folder", Form.FOLDER),
          optional("nice.device.key", Form.FILE),
          shipped("nice.device.algorithms", Form.listOf(algorithm())),
          shipped("nice.device.timeout", Form.WAIT),
          shipped("nice.device.connect-timeout", Form.WAIT),
          shipped("nice.device.heartbeat", Form.WAIT),
          shipped("nice.device.max-reconnect-delay", Form.WAIT),
          optional("nice.webhook.trust-store", Form.FILE),
          optional("nice.webhook.trust-store-password", Form.SECRET),
          shipped(SinksEndpoint.SETTING, Form.SWITCH),
          shipped("nice.reload.endpoint", Form.SWITCH),
          shipped("nice.reload.watch", Form.SWITCH),
          shipped("nice.log.format", Form.oneOf("text", "json")),
          shipped("nice.log.level", Form.oneOf("error", "warn", "info", "debug")),
          // Camel's own names, which the front door reads
          shipped("camel.server.enabled", Form.oneOf("true")),
          shipped("camel.ssl.enabled", Form.oneOf("true")),
          shipped("camel.server.host", Form.TEXT),
          shipped("camel.server.port", Form.count(0, 65535)),
          shipped("camel.management.host", Form.TEXT),
          shipped("camel.management.port", Form.count(0, 65535)),
          shipped("camel.ssl.clientAuthentication", Form.oneOf("NONE", "WANT", "REQUIRE")),
          optional("camel.ssl.keyStore", Form.FILE),
          optional("camel.ssl.keystorePassword", Form.SECRET),
          optional("camel.ssl.trustStore", Form.FILE),
          optional("camel.ssl.trustStorePassword", Form.SECRET),
          shipped("camel.main.routesIncludePattern", Form.LIST));

  private Keys() {}

  /** The key of this name, if the bridge reads it. */
  static Optional<Key> find(String name) {
    Matcher source = TOKEN_SOURCE_KEY.matcher(name);
    if (source.matches()) {
      return Optional.ofNullable(TOKEN_SOURCE_FIELDS.get(source.group(2)))
          .map(field -> field.named(name));
    }
    return Family.of(name)
        .map(
            family ->
                Optional.ofNullable(fields(family).get(Family.field(name)))
                    .map(field -> field.named(name)))
        .orElseGet(() -> Optional.ofNullable(PLAIN.get(name)));
  }

  /** Every key that there is when these are the members of each family, and one token source. */
  static Stream<Key> all(Function<Family, ? extends Collection<String>> members) {
    return Stream.concat(
        Stream.concat(PLAIN.values().stream(), ofTokenSource("main")),
        Stream.of(Family.values())
            .flatMap(
                family -> members.apply(family).stream().flatMap(member -> of(family, member))));
  }

  static Stream<Key> of(Family family, String member) {
    return fields(family).values().stream()
        .map(field -> field.named(family.key(member, field.name())));
  }

  private static Map<String, Key> fields(Family family) {
    return switch (family) {
      case BROKER -> BROKER_FIELDS;
      case DATABASE -> DATABASE_FIELDS;
      case KAFKA -> KAFKA_FIELDS;
    };
  }

  static Stream<Key> ofTokenSource(String source) {
    return TOKEN_SOURCE_FIELDS.values().stream()
        .map(field -> field.named(tokenSourceKey(source, field.name())));
  }

  static String tokenSourceKey(String source, String field) {
    return "nice.token-source." + source + "." + field;
  }

  /** The source of tokens that a key is about, if it is about one. */
  static Optional<String> tokenSourceIn(String name) {
    Matcher source = TOKEN_SOURCE_KEY.matcher(name);
    return source.matches() ? Optional.of(source.group(1)) : Optional.empty();
  }

  private static Form<String> algorithm() {
    return Form.oneOf(
        "ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
  }

  private static Key required(String name, Form<?> form, String meaning) {
    return new Key(name, form, Need.REQUIRED, meaning);
  }

  private static Key optional(String name, Form<?> form) {
    return new Key(name, form, Need.OPTIONAL, "");
  }

  private static Key shipped(String name, Form<?> form) {
    return new Key(name, form, Need.SHIPPED, "");
  }

  private static Map<String, Key> byName(Key... keys) {
    return Stream.of(keys).collect(Collectors.toUnmodifiableMap(Key::name, Function.identity()));
  }
}
