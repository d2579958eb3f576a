package io.nicebridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom, as CONTRIBUTING draws it. */
@AnalyzeClasses(packages = "io.nicebridge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  private static final String BASE = "io.nicebridge.";

  @ArchTest
  static final ArchRule idKnowsNoOtherRoom =
      noClasses()
          .that()
          .resideInAPackage(BASE + "id")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "message",
              BASE + "token",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "call",
              BASE + "rest",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule messageKnowsOnlyId =
      noClasses()
          .that()
          .resideInAPackage(BASE + "message")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "token",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "call",
              BASE + "rest",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule relayKnowsOnlyIdAndMessage =
      noClasses()
          .that()
          .resideInAPackage(BASE + "relay")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "token",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "call",
              BASE + "rest",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule tokenStandsAlone =
      noClasses()
          .that()
          .resideInAPackage(BASE + "token")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "message",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "call",
              BASE + "rest",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule folderStandsAlone =
      noClasses()
          .that()
          .resideInAPackage(BASE + "folder")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "message",
              BASE + "token",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "call",
              BASE + "rest",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule databaseStandsAlone =
      noClasses()
          .that()
          .resideInAPackage(BASE + "database")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "message",
              BASE + "token",
              BASE + "folder",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule kafkaStandsAlone =
      noClasses()
          .that()
          .resideInAPackage(BASE + "kafka")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "message",
              BASE + "token",
              BASE + "folder",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "database",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule onlyTheRootKnowsDatabases =
      noClasses()
          .that()
          .resideInAPackage(BASE + "*")
          .and()
          .resideOutsideOfPackage(BASE + "database")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + "database");

  @ArchTest
  static final ArchRule onlyDatabaseSeesItsPoolAndDriver =
      classes()
          .that()
          .resideInAPackage("io.nicebridge..")
          .and()
          .resideOutsideOfPackage(BASE + "database")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("com.zaxxer..", "org.postgresql..");

  @ArchTest
  static final ArchRule onlyKafkaSeesItsClient =
      classes()
          .that()
          .resideInAPackage("io.nicebridge..")
          .and()
          .resideOutsideOfPackage(BASE + "kafka")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("org.apache.kafka..", "org.apache.camel.component.kafka..");

  @ArchTest
  static final ArchRule journalKnowsOnlyFolders =
      noClasses()
          .that()
          .resideInAPackage(BASE + "journal")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "message",
              BASE + "token",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "call",
              BASE + "rest",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule brokerKnowsOnlyIdTokenAndFolders =
      noClasses()
          .that()
          .resideInAPackage(BASE + "broker")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "message",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "call",
              BASE + "rest",
              BASE + "kafka",
              BASE + "database",
              "io.nicebridge");

  @ArchTest
  static final ArchRule onlyTheRootKnowsTheBroker =
      noClasses()
          .that()
          .resideInAPackage(BASE + "*")
          .and()
          .resideOutsideOfPackage(BASE + "broker")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + "broker");

  @ArchTest
  static final ArchRule sinkKnowsOnlyTheJournal =
      noClasses()
          .that()
          .resideInAPackage(BASE + "sink")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "message",
              BASE + "token",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule fileKnowsOnlySinksAndMessages =
      noClasses()
          .that()
          .resideInAPackage(BASE + "file")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "token",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule callKnowsOnlyFolders =
      noClasses()
          .that()
          .resideInAPackage(BASE + "call")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "message",
              BASE + "token",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule restStandsAlone =
      noClasses()
          .that()
          .resideInAPackage(BASE + "rest")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "message",
              BASE + "token",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "call",
              BASE + "folder",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule deviceKnowsNoStepsAndNoData =
      noClasses()
          .that()
          .resideInAPackage(BASE + "device")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "rest",
              "io.nicebridge");

  @ArchTest
  static final ArchRule httpAndMqttKnowOnlyIdAndMessage =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + "http", BASE + "mqtt")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "token",
              BASE + "step",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "call",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule markAndVmsKnowOnlyIdAndMessage =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + "mark", BASE + "vms")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "token",
              BASE + "http",
              BASE + "mqtt",
              BASE + "step",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "call",
              BASE + "rest",
              BASE + "device",
              "io.nicebridge");

  @ArchTest
  static final ArchRule casesKnowNothingOfTheRoot =
      noClasses()
          .that()
          .resideInAPackage(BASE + "cases")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.nicebridge")
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule theCoreHasNeverHeardOfCamel =
      noClasses()
          .that()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "rest",
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
  static final ArchRule onlyTokenSeesNimbus =
      classes()
          .that()
          .resideInAPackage("io.nicebridge..")
          .and()
          .resideOutsideOfPackage(BASE + "token")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("com.nimbusds..");

  @ArchTest
  static final ArchRule onlyMqttSeesAnMqttClient =
      classes()
          .that()
          .resideInAPackage("io.nicebridge..")
          .and()
          .resideOutsideOfPackage(BASE + "mqtt")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("com.hivemq..");

  @ArchTest
  static final ArchRule onlyPahoSeesItsClient =
      classes()
          .that()
          .resideInAPackage("io.nicebridge..")
          .and()
          .resideOutsideOfPackage(BASE + "paho")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("org.eclipse.paho..", "org.apache.camel.component.paho..");

  @ArchTest
  static final ArchRule onlyTheRootKnowsPaho =
      noClasses()
          .that()
          .resideInAPackage(BASE + "*")
          .and()
          .resideOutsideOfPackage(BASE + "paho")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + "paho");

  @ArchTest
  static final ArchRule pahoKnowsOnlyStepsAndMqtt =
      noClasses()
          .that()
          .resideInAPackage(BASE + "paho")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "id",
              BASE + "message",
              BASE + "token",
              BASE + "http",
              BASE + "relay",
              BASE + "journal",
              BASE + "sink",
              BASE + "file",
              BASE + "mark",
              BASE + "vms",
              BASE + "call",
              BASE + "rest",
              BASE + "kafka",
              BASE + "database",
              "io.nicebridge");

  @ArchTest
  static final ArchRule onlyJournalAndBrokerSeeArtemis =
      classes()
          .that()
          .resideInAPackage("io.nicebridge..")
          .and()
          .resideOutsideOfPackages(BASE + "journal", BASE + "broker")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("org.apache.activemq..");

  @ArchTest
  static final ArchRule noRoomGoesRoundInCircles =
      slices().matching("io.nicebridge.(*)..").should().beFreeOfCycles();
}
