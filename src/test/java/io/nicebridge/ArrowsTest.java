package io.nicebridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who may import whom, as CONTRIBUTING draws it. */
@AnalyzeClasses(packages = "io.nicebridge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  private static final String ROOT = "io.nicebridge";
  private static final String BASE = ROOT + ".";

  /** What each room knows beside itself. The root knows all of them, and none of them the root. */
  private static final Map<String, Set<String>> KNOWS =
      Map.ofEntries(
          Map.entry("id", Set.of()),
          Map.entry("token", Set.of()),
          Map.entry("folder", Set.of()),
          Map.entry("database", Set.of()),
          Map.entry("kafka", Set.of()),
          Map.entry("secret", Set.of()),
          Map.entry("rest", Set.of("secret")),
          Map.entry("message", Set.of("id")),
          Map.entry("relay", Set.of("id", "message")),
          Map.entry("http", Set.of("id", "message")),
          Map.entry("mqtt", Set.of("id", "message", "relay")),
          Map.entry("mark", Set.of("id", "message")),
          Map.entry("vms", Set.of("id", "mark", "message")),
          Map.entry("journal", Set.of("folder")),
          Map.entry("sink", Set.of("journal")),
          Map.entry("file", Set.of("folder", "message", "sink")),
          Map.entry("call", Set.of("folder")),
          Map.entry("broker", Set.of("folder", "id", "secret", "token")),
          Map.entry("device", Set.of("call", "folder", "http", "id", "message", "mqtt", "token")),
          Map.entry(
              "step",
              Set.of(
                  "call", "device", "file", "http", "id", "journal", "kafka", "mark", "message",
                  "mqtt", "relay", "rest", "sink", "token", "vms")),
          Map.entry("paho", Set.of("mqtt", "step")),
          Map.entry(
              "cases",
              Set.of(
                  "call", "file", "http", "id", "journal", "message", "mqtt", "relay", "sink",
                  "step", "token")));

  @ArchTest
  static final ArchRule everyRoomKnowsOnlyThoseOfTheTable =
      classes().that().resideInAPackage(BASE + "*").should(knowOnlyThoseOfTheTable());

  @ArchTest
  static void everyRoomStandsInTheTable(JavaClasses all) {
    Set<String> rooms = new TreeSet<>();
    all.forEach(one -> rooms.add(room(one)));
    rooms.remove("");

    assertThat(rooms).isEqualTo(new TreeSet<>(KNOWS.keySet()));
  }

  private static ArchCondition<JavaClass> knowOnlyThoseOfTheTable() {
    return new ArchCondition<>("know only the rooms of the table") {
      @Override
      public void check(JavaClass one, ConditionEvents events) {
        Set<String> known = KNOWS.getOrDefault(room(one), Set.of());
        one.getDirectDependenciesFromSelf().stream()
            .filter(arrow -> isOurs(arrow.getTargetClass()))
            .filter(arrow -> !room(arrow.getTargetClass()).equals(room(one)))
            .filter(arrow -> !known.contains(room(arrow.getTargetClass())))
            .forEach(
                arrow -> events.add(SimpleConditionEvent.violated(arrow, arrow.getDescription())));
      }
    };
  }

  private static boolean isOurs(JavaClass one) {
    String name = one.getBaseComponentType().getPackageName();
    return name.equals(ROOT) || name.startsWith(BASE);
  }

  /** The package's own name; empty for the root. */
  private static String room(JavaClass one) {
    String name = one.getBaseComponentType().getPackageName();
    return name.equals(ROOT) ? "" : name.substring(BASE.length());
  }

  @ArchTest
  static final ArchRule onlyDatabaseSeesItsPoolAndDriver =
      onlySee(Set.of("database"), "com.zaxxer..", "org.postgresql..");

  @ArchTest
  static final ArchRule onlyKafkaSeesItsClient =
      onlySee(Set.of("kafka"), "org.apache.kafka..", "org.apache.camel.component.kafka..");

  @ArchTest static final ArchRule onlyTokenSeesNimbus = onlySee(Set.of("token"), "com.nimbusds..");

  @ArchTest
  static final ArchRule onlyMqttSeesAnMqttClient = onlySee(Set.of("mqtt"), "com.hivemq..");

  @ArchTest
  static final ArchRule onlyPahoSeesItsClient =
      onlySee(Set.of("paho"), "org.eclipse.paho..", "org.apache.camel.component.paho..");

  @ArchTest
  static final ArchRule onlyJournalAndBrokerSeeArtemis =
      onlySee(Set.of("journal", "broker"), "org.apache.activemq..");

  private static ArchRule onlySee(Set<String> rooms, String... libraries) {
    return classes()
        .that()
        .resideInAPackage(ROOT + "..")
        .and()
        .resideOutsideOfPackages(rooms.stream().map(BASE::concat).toArray(String[]::new))
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(libraries);
  }

  @ArchTest
  static final ArchRule theCoreHasNeverHeardOfCamel =
      noClasses()
          .that()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "rest",
              BASE + "secret",
              BASE + "message",
              BASE + "token",
              BASE + "relay",
              BASE + "mqtt",
              BASE + "folder",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "call",
              BASE + "broker",
              BASE + "device",
              BASE + "database")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule noRoomGoesRoundInCircles =
      slices().matching("io.nicebridge.(*)..").should().beFreeOfCycles();
}
