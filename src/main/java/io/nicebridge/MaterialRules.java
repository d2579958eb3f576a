package io.nicebridge;

import io.nicebridge.SettingsFile.Setting;
import io.nicebridge.broker.GuestFile;
import io.nicebridge.device.StateKey;
import io.nicebridge.http.TlsMaterial;
import io.nicebridge.http.TlsSettings;
import io.nicebridge.mqtt.BrokerSettings;
import io.nicebridge.mqtt.Brokers;
import io.nicebridge.rest.ClientFile;
import io.nicebridge.secret.BadLine;
import io.nicebridge.step.AddedCameras;
import io.nicebridge.step.Table;
import io.nicebridge.token.BodyCipher;
import io.nicebridge.token.KeySource;
import io.nicebridge.token.MessageSigner;
import io.nicebridge.token.RevocationFile;
import io.nicebridge.token.TrustedRoots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/** What the files that the settings name must hold: keys that belong together, key sets, roots. */
final class MaterialRules {
  private static final String CERTIFICATE = "nice.http.certificate";

  /** Reads what a setting names; throws in words that do not repeat a secret. */
  private interface Reading {
    void read() throws IOException;
  }

  private final Settings settings;
  private final List<Fault> faults = new ArrayList<>();

  private MaterialRules(Settings settings) {
    this.settings = settings;
  }

  /** Files that are not there are left to {@link SettingsRules}. */
  static List<Fault> faults(Settings settings) {
    MaterialRules rules = new MaterialRules(settings);
    rules.doorKeys();
    rules.keySet();
    rules.roots("nice.token.trust");
    rules.roots("nice.signed.trust");
    rules.signer();
    rules.revoked();
    rules.deviceKey();
    rules.trust("camel.ssl.trustStore", "camel.ssl.trustStorePassword");
    rules.trust("nice.webapi.trust-store", "nice.webapi.trust-store-password");
    rules.clients();
    rules.addedCameras();
    rules.brokerUsers();
    rules.bodies();
    settings.tokenSources().forEach(rules::tokenSource);
    settings.brokerNames().forEach(rules::broker);
    return rules.faults;
  }

  private void doorKeys() {
    String key =
        settings.text("camel.ssl.keyStore").isPresent()
            ? "camel.ssl.keyStore"
            : hasCertificates() ? "nice.http.key" : CERTIFICATE;
    List<Path> files =
        Stream.of("camel.ssl.keyStore", CERTIFICATE, "nice.http.key")
            .flatMap(name -> settings.paths(name).stream())
            .toList();
    boolean isChoice =
        Stream.of(TlsSettings.ClientAuthentication.values())
            .map(Enum::name)
            .anyMatch(
                settings.text("camel.ssl.clientAuthentication").orElse("NONE")::equalsIgnoreCase);
    if (isChoice && !files.isEmpty() && files.stream().allMatch(Files::isReadable)) {
      look(key, () -> TlsMaterial.require(Wiring.tls(settings)));
    }
  }

  /** False where a file that must hold certificates has none, so that it is not the key's fault. */
  private boolean hasCertificates() {
    return settings.paths(CERTIFICATE).stream().allMatch(MaterialRules::isPemCertificate);
  }

  private static boolean isPemCertificate(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return text.contains("-----BEGIN CERTIFICATE-----");
    } catch (IOException unreadable) {
      return false;
    }
  }

  private void keySet() {
    if (settings.text("nice.token.jwks").filter(text -> text.startsWith("file:")).isPresent()) {
      Path file = settings.path("nice.token.jwks").orElseThrow();
      if (Files.isReadable(file)) {
        look("nice.token.jwks", () -> KeySource.require(Files.readAllBytes(file)));
      }
    }
  }

  private void roots(String key) {
    settings
        .path(key)
        .filter(Files::isReadable)
        .ifPresent(file -> look(key, () -> TrustedRoots.load(file)));
  }

  private void signer() {
    List<Path> files =
        Stream.of("nice.sign.key", "nice.sign.chain")
            .flatMap(key -> settings.path(key).stream())
            .filter(Files::isReadable)
            .toList();
    if (files.size() == 2 && settings.text("nice.endpoint-id").isPresent()) {
      look("nice.sign.key", () -> Wiring.signer(settings).ifPresent(MessageSigner::close));
    }
  }

  private void revoked() {
    settings
        .path("nice.token.revoked")
        .filter(Files::isReadable)
        .ifPresent(file -> look("nice.token.revoked", () -> RevocationFile.require(file)));
  }

  private void deviceKey() {
    settings
        .path("nice.device.key")
        .filter(Files::isReadable)
        .ifPresent(
            file ->
                look(
                    "nice.device.key",
                    () -> {
                      SecretKey unused = StateKey.load(file);
                    }));
  }

  private void bodies() {
    List<Path> files =
        Stream.concat(
                settings.path("nice.body.keys").stream(),
                settings.paths("nice.body.certificates").stream())
            .toList();
    if (!files.isEmpty() && files.stream().allMatch(Files::isReadable)) {
      String key =
          settings.text("nice.body.keys").isPresent() ? "nice.body.keys" : "nice.body.certificates";
      look(
          key,
          () -> {
            Optional<BodyCipher> unused = Wiring.bodies(settings);
          });
    }
  }

  /** Its files, where all of them are there. */
  private void tokenSource(String name) {
    String signKey = Keys.tokenSourceKey(name, "sign-key");
    List<Path> own =
        Stream.of(signKey, Keys.tokenSourceKey(name, "sign-chain"))
            .flatMap(key -> settings.path(key).stream())
            .filter(Files::isReadable)
            .toList();
    if (own.size() == 2 && settings.text("nice.endpoint-id").isPresent()) {
      look(
          signKey,
          () ->
              MessageSigner.load(settings.required("nice.endpoint-id"), own.get(0), own.get(1))
                  .close());
    }
    trust(
        Keys.tokenSourceKey(name, "trust-store"),
        Keys.tokenSourceKey(name, "trust-store-password"));
  }

  private void clients() {
    lines("nice.rest.clients", ClientFile::check);
  }

  private void brokerUsers() {
    lines(
        "nice.embedded-broker.users", text -> GuestFile.check(text, BrokerSettings::isTopicFilter));
  }

  /** No setting names this file, so that nobody else says that it cannot be read. */
  private void addedCameras() {
    settings
        .text("nice.call.folder")
        .map(folder -> Wiring.addedCameras(settings))
        .filter(Files::exists)
        .ifPresent(file -> read(file, MaterialRules::cameras));
  }

  private static void cameras(String rows) {
    try {
      var unused = new AddedCameras(rows, kept -> {});
    } catch (Table.BadRow bad) {
      throw new BadLine(bad.line(), String.valueOf(bad.getMessage()));
    }
  }

  private void lines(String key, Consumer<String> check) {
    settings.path(key).filter(Files::isReadable).ifPresent(file -> read(file, check));
  }

  private void read(Path file, Consumer<String> check) {
    try {
      check.accept(Files.readString(file));
    } catch (BadLine bad) {
      String name = String.valueOf(file.getFileName());
      faults.add(new Fault(name, bad.number(), String.valueOf(bad.getMessage())));
    } catch (IOException e) {
      faults.add(new Fault(file.toString(), 0, "the file cannot be read"));
    }
  }

  private void trust(String key, String passwordKey) {
    settings
        .path(key)
        .filter(Files::isReadable)
        .ifPresent(
            file ->
                look(
                    key,
                    () -> TlsMaterial.requireTrust(file, settings.secret(passwordKey).orElse(""))));
  }

  private void broker(String name) {
    boolean allThere =
        Stream.of("trust-store", "key-store")
            .flatMap(field -> settings.path(Settings.brokerKey(name, field)).stream())
            .allMatch(Files::isReadable);
    if (!allThere) {
      return;
    }
    BrokerSettings broker;
    try {
      Form.BROKER.read(settings.broker(name, "url").orElse(""));
      broker = BrokerWiring.one(settings, name);
    } catch (RuntimeException itsSettingsAreAtFault) {
      return;
    }
    String store = broker.tls().trustStore().isPresent() ? "trust-store" : "key-store";
    look(Settings.brokerKey(name, store), () -> Brokers.require(broker));
  }

  private void look(String key, Reading reading) {
    try {
      reading.read();
    } catch (IOException | RuntimeException e) {
      Place place =
          settings.layers().find(key).map(Setting::place).orElse(new Place(Settings.FILE, 0));
      faults.add(Fault.at(place, key + ": " + e.getMessage()));
    }
  }
}
