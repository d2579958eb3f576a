package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsRulesTest {
  private Folder folder;

  @BeforeEach
  void aGoodFolder(@TempDir Path home) {
    folder = new Folder(home);
  }

  @Test
  void findsNothingInAFileThatSaysOnlyWhatIsRequired() {
    assertThat(folder.faults()).isEmpty();
  }

  @Test
  void saysThatTheFileItselfCannotBeRead() throws Exception {
    Path file = folder.home().resolve(Settings.FILE);
    Files.delete(file);
    Files.createDirectory(file);

    assertThat(folder.faults()).contains("application.properties: the file cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          nice.control.timeout=10          | nice.control.timeout [10] must have its unit: 500ms, 10s, 5m or 2h
          nice.control.timeout=10 sec      | nice.control.timeout [10 sec] must be a duration such as 500ms, 10s, 5m or 2h
          nice.control.timeout=0s          | nice.control.timeout [0s] must be longer than nothing
          nice.control.timeout=            | nice.control.timeout [] must be a duration such as 500ms, 10s, 5m or 2h
          nice.control.qos=2               | nice.control.qos [2] must be a whole number from 0 to 1
          nice.http.max-body=4194304       | nice.http.max-body [4194304] must have its unit: 512B, 64kB or 4MB
          nice.http.max-body=4mb           | nice.http.max-body [4mb] must be a size such as 512B, 64kB or 4MB
          nice.http.rate-limit=50/m        | nice.http.rate-limit [50/m] must be requests a second, such as 50/s, or off
          nice.http.freshness=5            | nice.http.freshness [5] must have its unit: 500ms, 10s, 5m or 2h
          nice.reload.watch=yes            | nice.reload.watch [yes] must be one of on, off
          nice.token.algorithms=ES256,none | nice.token.algorithms [ES256,none] must be one of ES256, ES384, ES512, RS256, RS384, RS512, PS256, PS384, PS512
          nice.token.jwks=http://a/jwks    | nice.token.jwks [http://a/jwks] must be a file: or an https: address
          nice.token.jwks=file:none.json   | nice.token.jwks [file:none.json] must be a file that can be read
          nice.token.issuer={{env:ISSUER}} | nice.token.issuer [{{env:ISSUER}}] must be a value: a placeholder is not resolved here
          nice.endpoint-id=bridge-1        | nice.endpoint-id [bridge-1] must be hexadecimal digits in groups of 8-4-4-4-12
          nice.broker.main.url=mqtt://b    | nice.broker.main.url [mqtt://b] must be tcp://host:1883, ssl://host:8883, ws://host/path or wss://host/path
          nice.broker.b.client-id=x        | "application.properties: nice.broker.b.url is missing: the broker's address, such as ssl://broker:8883"
          nice.broker.*.heartbeat=2        | nice.broker.*.heartbeat [2] must have its unit: 500ms, 10s, 5m or 2h
          nice.broker.main.username=u      | nice.broker.main.password is missing: nice.broker.main.username needs it
          nice.broker.main.heartbaet=2s    | nothing reads the key nice.broker.main.heartbaet; did you mean nice.broker.main.heartbeat?
          nice.database.x.url=jdbc:h2:mem:a | nice.database.x.url [jdbc:h2:mem:a] must be jdbc:postgresql://host:5432/name, with options behind a question mark
          nice.database.x.url=jdbc:postgresql://u:p@h/a | nice.database.x.url [jdbc:postgresql://***@h/a] must be jdbc:postgresql://host:5432/name, with options behind a question mark
          nice.database.x.url=jdbc:postgresql://h:x/a | nice.database.x.url [jdbc:postgresql://h:x/a] must be an address that the PostgreSQL driver can read
          nice.database.x.connections=9    | "application.properties: nice.database.x.url is missing: the database's address, such as jdbc:postgresql://host/events"
          nice.database.*.timeout=30       | nice.database.*.timeout [30] must have its unit: 500ms, 10s, 5m or 2h
          nice.journal.url=artemis:61616   | nice.journal.url [artemis:61616] must be tcp://host:61616 or ssl://host:61617, more servers behind commas
          nice.journal.prefix=Site.1       | nice.journal.prefix [Site.1] must be 1 to 64 of a-z, 0-9 and hyphens, beginning with a letter
          nice.kafka.x.url=k:9092          | nice.kafka.x.url [k:9092] must be kafka://host:9092 or kafka+ssl://host:9093, more hosts behind commas
          nice.kafka.x.url=kafka://k       | nice.kafka.x.url [kafka://k] must be kafka://host:9092 or kafka+ssl://host:9093, more hosts behind commas
          nice.kafka.*.mechanism=GSSAPI    | nice.kafka.*.mechanism [GSSAPI] must be one of SCRAM-SHA-512, SCRAM-SHA-256, PLAIN
          nice.http.max-inflight=5         | nothing reads the key nice.http.max-inflight; did you mean nice.http.max-in-flight?
          nice.colour=blue                 | nothing reads the key nice.colour
          nice.http.key=file:server.p12    | nice.http.certificate is missing: nice.http.key needs it
          nice.broker.br_1.url=tcp://b     | nothing reads the key nice.broker.br_1.url: the name [br_1] must be of a-z, 0-9 and -
          nice.journal.max-disk=1MB        | nice.journal.max-disk [1MB] must be at least 64MB
          nice.journal.memory=0B           | nice.journal.memory [0B] must be at least 1MB
          camel.mian.name=x                | Camel knows no keys camel.mian.*; did you mean camel.main?
          camel.colour=blue                | Camel knows no keys camel.colour.*
          camel.health.exposureLevel=ful   | camel.health.exposureLevel [ful] must be one of full, default, oneline
          camel.health.exposureLevl=full   | Camel knows no key camel.health.exposureLevl; did you mean camel.health.exposureLevel?
          camel.management.host=           | camel.management.host [] must not be empty
          camel.management.useGlobalSslContextParameters=true | camel.management.useGlobalSslContextParameters [true] must be false: the management port is plain HTTP, for a network that only its users reach
          camel.management.authenticationEnabled=true | camel.management.authenticationEnabled [true] must be false: the management port is plain HTTP, for a network that only its users reach
          camel.server.prot=8443           | Camel knows no key camel.server.prot; did you mean camel.server.port?
          camel.server.staticEnabled=true  | nothing reads the key camel.server.staticEnabled: the front door has camel.server.host and camel.server.port, and nice.http.*
          camel.ssl.cipherSuites=x         | nothing reads the key camel.ssl.cipherSuites: protocols and suites are those of NICE 0.9 section 5
          camel.main.routesExcludePattern=**/x* | camel.main.routesExcludePattern must not be set: move the file elsewhere
          nice.http.max-answers=1MB        | nice.http.max-answers [1MB] must not be below nice.http.max-body
          nice.http.max-bodies=1MB         | nice.http.max-bodies [1MB] must not be below nice.http.max-body
          camel.ssl.keystorePasword=x      | Camel knows no key camel.ssl.keystorePasword; did you mean camel.ssl.keystorePassword?
          camel.main.shutdownTimeout=15s   | camel.main.shutdownTimeout [15s] must be a whole number
          camel.management.enabled=on      | camel.management.enabled [on] must be true or false
          camel.beans.authenticate=#class:java.lang.Object | the bean name [authenticate] is the bridge's own: it must have another
          camel.server.port=84430          | camel.server.port [84430] must be a whole number from 0 to 65535
          camel.ssl.clientAuthentication=REQUIRE   | camel.ssl.trustStore is missing: camel.ssl.clientAuthentication needs it
          camel.main.routesReloadEnabled=true      | camel.main.routesReloadEnabled would load files unchecked; nice.reload.watch=on checks them first
          """)
  void namesTheLineThatIsWrong(String line, String sentence) {
    folder.settings(line + "\n");

    assertThat(folder.faults())
        .containsExactly(
            sentence.startsWith(Settings.FILE)
                ? sentence
                : "application.properties:6: " + sentence);
  }

  @Test
  void showsNoPasswordThatStandsInTheAddressOfADatabase() {
    folder.settings("nice.database.x.url=jdbc:postgresql://h/a?sslmode=disable&password=secret\n");

    assertThat(folder.faults())
        .containsExactly(
            "application.properties:6: nice.database.x.url [jdbc:postgresql://h/a?***] must not say password:"
                + " username, password, connect-timeout and timeout are for that");
  }

  @Test
  void sendsNoPasswordInTheClear() {
    folder.settings(
        """
        nice.kafka.x.url=kafka://k:9092
        nice.kafka.x.username=u
        nice.kafka.x.password=p
        nice.kafka.x.mechanism=PLAIN
        """);

    assertThat(folder.faults())
        .containsExactly(
            "application.properties:6: nice.kafka.x.url [kafka://k:9092] must be kafka+ssl://… with the mechanism PLAIN:"
                + " the password would be read on the way");
  }

  @Test
  void keepsVirtualDevicesFromAJournalThatOthersShare() {
    folder.write("device-key", "0123456789abcdef".repeat(4));
    folder.settings("nice.journal.url=tcp://a:61616\nnice.device.key=file:device-key\n");

    assertThat(folder.faults())
        .containsExactly(
            "application.properties:7: nice.device.key must not be set beside nice.journal.url:"
                + " a bridge that has not the device could be the one to send what it saw");
  }

  @Test
  void takesADatabaseFromTheEnvironment() {
    folder.environment(
        Map.of(
            "NICE_DATABASE_EVENTS_URL", "jdbc:postgresql://h/a",
            "NICE_DATABASE_EVENTS_USERNAME", "bridge"));

    assertThat(folder.faults())
        .containsExactly(
            "environment variable NICE_DATABASE_EVENTS_USERNAME: nice.database.events.password is missing:"
                + " nice.database.events.username needs it");
  }

  @Test
  void tellsAllFaultsAtOnceWhenNothingIsSet() {
    folder.write("application.properties", "\n");

    assertThat(folder.faults())
        .containsExactly(
            "application.properties: camel.ssl.keyStore is missing: the door's key and certificate"
                + " (or nice.http.certificate)",
            "application.properties: nice.broker.main.url is missing: the broker's address, such as"
                + " ssl://broker:8883",
            "application.properties: nice.endpoint-id is missing: the bridge's own EndPointID",
            "application.properties: nice.token.jwks is missing: the keys that verify access tokens"
                + " (or nice.token.trust)");
  }

  @Test
  void neverShowsASecret() {
    folder.settings("nice.broker.main.password=file:hunter2\n");

    assertThat(folder.faults())
        .containsExactly(
            "application.properties:6: nice.broker.main.password must be a file that can be read");
  }

  @Test
  void neverShowsAPasswordThatStandsInAnAddress() {
    folder.settings("nice.broker.main.url=ssl://u:hunter2@b:8883\n");

    assertThat(folder.faults())
        .containsExactly(
            "application.properties:6: nice.broker.main.url [ssl://***@b:8883] must not hold a"
                + " user: .username is for that");
  }

  @Test
  void refusesAnUnknownKeyOfTheCommandLineAndLeavesTheEnvironmentAlone() {
    folder
        .jvm("nice.control.timout", "5s")
        .environment(Map.of("NICE_BRIDGE_SERVICE_HOST", "10.0.0.1"));

    assertThat(folder.faults())
        .containsExactly(
            "command line: nothing reads the key nice.control.timout; did you mean"
                + " nice.control.timeout?");
  }

  @Test
  void namesTheVariableThatIsWrong() {
    folder.environment(Map.of("NICE_CONTROL_TIMEOUT", "5"));

    assertThat(folder.faults())
        .containsExactly(
            "environment variable NICE_CONTROL_TIMEOUT: nice.control.timeout [5] must have its"
                + " unit: 500ms, 10s, 5m or 2h");
  }

  @Test
  void aKeyThatARouteReadsIsRead() {
    folder
        .settings("nice.vms.url=x\n")
        .write("routes/control.camel.yaml", Folder.CONTROL + "        - log: '{{nice.vms.url}}'\n");

    assertThat(folder.faults()).isEmpty();
  }

  @Test
  void leavesTheKeysOfComponentsAndBeansToThoseWhoWroteThem() {
    folder.settings(
        """
        camel.component.anything.colour=blue
        camel.beans.mine=#class:java.lang.Object
        camel.beans.map[key]=value
        camel.dataformat.any.x=1
        camel.language.any.x=1
        camel.rest.apiHost=x
        camel.threadpool.poolSize=5
        camel.threadpool.config[x].poolSize=5
        camel.vault.aws.region=x
        camel.main.shutdown-timeout=20
        camel.management.authenticationEnabled=false
        """);

    assertThat(folder.faults()).isEmpty();
  }

  @Test
  void refusesPatternsWhoseFilesNoRuleWouldSee() {
    folder.settings("camel.main.routesIncludePattern=file:routes/*.camel.yaml,classpath:x.yaml\n");

    assertThat(folder.faults())
        .containsExactly(
            "application.properties:6: camel.main.routesIncludePattern [classpath:x.yaml] must be"
                + " file:….camel.yaml");
  }

  /** The copy in the jar has the defaults, the file at the top has the same. */
  @Test
  void everySettingThatIsShippedIsOneThatIsRead() throws Exception {
    String shipped = Files.readString(Path.of("application.properties"));
    List<String> unread = new ArrayList<>();
    SettingsFile.parse("f", shipped.replaceAll("(?m)^#([a-z]+\\.[^ =]+=)", "$1"))
        .values()
        .forEach(
            (key, setting) -> {
              if (Keys.find(key).isEmpty()
                  && CamelKeys.complaint(key, setting.text()).isPresent()) {
                unread.add(key);
              }
              if (Keys.find(key).isEmpty() && key.startsWith("nice.")) {
                unread.add(key);
              }
            });

    unread.removeAll(readByAdapters());
    assertThat(unread).isEmpty();
  }

  /** An adapter reads its settings itself, as {@code {{key}}} or {@code {{key:}}}. */
  private static Set<String> readByAdapters() throws IOException {
    Set<String> keys = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("routes/vms"))) {
      for (Path file : files.toList()) {
        Matcher key = Pattern.compile("\\{\\{(nice\\.[a-z.-]+)").matcher(Files.readString(file));
        while (key.find()) {
          keys.add(key.group(1));
        }
      }
    }
    return keys;
  }

  @Test
  void everySettingThatIsReadIsInTheFile() throws Exception {
    String shipped = Files.readString(Path.of("application.properties"));

    assertThat(Keys.all(family -> List.of("main")).map(Key::name))
        .allSatisfy(
            key ->
                assertThat(shipped).containsAnyOf(key + "=", key.replace(".main.", ".*.") + "="));
  }
}
