package io.nicebridge.broker;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.DevTokens;
import io.nicebridge.http.TlsSettings;
import io.nicebridge.id.EndPointId;
import io.nicebridge.mqtt.BrokerSettings;
import io.nicebridge.secret.HashedSecret;
import io.nicebridge.token.KeySource;
import io.nicebridge.token.RefreshedKeys;
import io.nicebridge.token.Revocations;
import io.nicebridge.token.TokenPolicy;
import io.nicebridge.token.TokenTrust;
import io.nicebridge.token.TokenVerifier;
import io.nicebridge.token.VerifierLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An embedded broker with real keys, its file of users, and clients that trust it. */
final class BrokerSite implements AutoCloseable {
  static final EndPointId BRIDGE = new EndPointId(DevTokens.AUDIENCE);
  static final String LOBBY = "00000001-5cdd-280b-8002-000000000001";
  static final String YARD = "00000001-5cdd-280b-8002-000000000002";

  final DevTokens tokens = DevTokens.create();
  final DevCertificates certificates = new DevCertificates();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final String lobbyPassword = HashedSecret.newSecret();
  final String yardPassword = HashedSecret.newSecret();
  final Path users;
  private final Path folder;
  private final TokenVerifier verifier;
  private SiteBroker broker;

  BrokerSite(Path folder) {
    this(folder, Long.MAX_VALUE, 0);
  }

  BrokerSite(Path folder, long maxDisk, long minDiskFree) {
    this.folder = folder;
    this.users = folder.resolve("users");
    write(users, line("lobby", lobbyPassword, LOBBY) + line("yard", yardPassword, YARD));
    Path jwks = folder.resolve("jwks.json");
    write(jwks, tokens.jwks());
    verifier =
        new TokenVerifier(
            new TokenPolicy(
                Optional.empty(),
                Optional.empty(),
                Set.of("ES256"),
                Duration.ofSeconds(30),
                Optional.empty()),
            new TokenTrust(
                Optional.of(
                    RefreshedKeys.start(
                        KeySource.of(jwks.toUri().toString(), Optional.empty()),
                        Duration.ofMinutes(5))),
                Optional.empty()),
            Revocations.none(),
            VerifierLimits.forThisMachine(),
            Clock.systemUTC());
    open(settings(maxDisk, minDiskFree));
  }

  private SiteBrokerSettings settings(long maxDisk, long minDiskFree) {
    return new SiteBrokerSettings(
        "127.0.0.1",
        0,
        TlsSettings.PROTOCOLS,
        TlsSettings.SUITES,
        folder.resolve("broker"),
        Optional.of(users),
        List.of(),
        20,
        1 << 20,
        5,
        maxDisk,
        minDiskFree,
        16 << 20,
        BRIDGE,
        Set.of(BRIDGE.text()),
        true);
  }

  private void open(SiteBrokerSettings settings) {
    broker =
        SiteBroker.open(
            settings, server(), verifier, BrokerSettings::isTopicFilter, meters, Clock.systemUTC());
  }

  static String line(String name, String password, String rest) {
    return "%s %s %s%n".formatted(name, HashedSecret.of(password).text(), rest);
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private SSLContext server() {
    Path store =
        certificates.writeKeyStore(
            folder.resolve("server.p12"),
            List.of(certificates.server("RSA"), certificates.server("EC")));
    try (InputStream in = Files.newInputStream(store)) {
      char[] password = DevCertificates.PASSWORD.toCharArray();
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private TrustManagerFactory trust() {
    try {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry("ca", certificates.authority());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trust);
      return factory;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  int port() {
    return broker.port();
  }

  SiteBroker.Entrance entrance() {
    return broker.entrance();
  }

  /** By TLS. */
  Mqtt5ClientBuilder client(String id) {
    return MqttClient.builder()
        .useMqttVersion5()
        .identifier(id)
        .serverHost("localhost")
        .serverPort(port())
        .sslConfig(MqttClientSslConfig.builder().trustManagerFactory(trust()).build());
  }

  Mqtt5BlockingClient client(String id, String user, String password) {
    return as(client(id), user, password);
  }

  static Mqtt5BlockingClient as(Mqtt5ClientBuilder builder, String user, String password) {
    return builder
        .simpleAuth()
        .username(user)
        .password(password.getBytes(StandardCharsets.UTF_8))
        .applySimpleAuth()
        .buildBlocking();
  }

  /** By TLS and MQTT 3.1.1. */
  Mqtt3BlockingClient old(String id, String user, String password) {
    return MqttClient.builder()
        .useMqttVersion3()
        .identifier(id)
        .serverHost("localhost")
        .serverPort(port())
        .sslConfig(MqttClientSslConfig.builder().trustManagerFactory(trust()).build())
        .simpleAuth()
        .username(user)
        .password(password.getBytes(StandardCharsets.UTF_8))
        .applySimpleAuth()
        .buildBlocking();
  }

  /** The bridge itself, by its own port. */
  Mqtt5BlockingClient bridge(String id) {
    return as(
        MqttClient.builder()
            .useMqttVersion5()
            .identifier(id)
            .serverHost("127.0.0.1")
            .serverPort(entrance().url().getPort()),
        entrance().user(),
        entrance().password());
  }

  /** Closes it and opens it again in the same folder, on other ports. */
  void restart() {
    broker.close();
    open(settings(Long.MAX_VALUE, 0));
  }

  @Override
  public void close() {
    broker.close();
    verifier.close();
  }
}
