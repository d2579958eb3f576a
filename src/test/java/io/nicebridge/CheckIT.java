package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.nicebridge.TestBridge.Checked;
import io.nicebridge.demo.DevCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code java -jar nice-bridge.jar check}, as an operator runs it: one mistake at a time. */
class CheckIT {
  private static final String BROKER = "tcp://127.0.0.1:1";
  private static final String MORE = "more.camel.yaml";
  private static final String STOP = "stop: {}";

  /**
   * A mistake, and what is said of it.
   *
   * @param said the beginnings of the lines that check prints, all of them
   */
  record Mistake(String name, UnaryOperator<TestBridge.Builder> plant, String... said) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A good route file, line by line; from is line 5, the step line 7. */
  private static String route(String id, String from, String step) {
    return """
        - route:
            id: %s
            description: One.
            from:
              uri: %s
              steps:
                - %s
        """
        .formatted(id, from, step);
  }

  /** A door with this first step, and the others that it must have. */
  private static String door(String from, String first) {
    return route("more-door", from, first)
        + "        - process: { ref: read-request }\n"
        + "        - process: { ref: authorize }\n"
        + "        - process: { ref: write-reply }\n";
  }

  private static Mistake file(String name, String yaml, String... said) {
    return new Mistake(name, folder -> folder.route(MORE, yaml), said);
  }

  private static Mistake step(String name, String step, String... said) {
    return file(name, route("more", "direct:more", step), said);
  }

  private static Mistake setting(String name, String key, String value, String... said) {
    return new Mistake(name, folder -> folder.set(key, value), said);
  }

  private static void pem(TestBridge.Builder folder, String name, Object content) {
    try {
      String text = content instanceof String plain ? plain : DevCertificates.pem(content);
      Files.writeString(folder.home().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Mistake edit(String name, String file, String text, String by, String... said) {
    return new Mistake(name, folder -> folder.edit(file, text, by), said);
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(settings(), routes(), doors(), yaml(), tables(), camels()).flatMap(all -> all);
  }

  private static Stream<Mistake> settings() {
    String at8 = "application.properties:8: ";
    return Stream.of(
        setting(
            "a key that nothing reads",
            "nice.control.timout",
            "5s",
            at8 + "nothing reads the key nice.control.timout; did you mean nice.control.timeout?"),
        setting(
            "a number without its unit",
            "nice.control.timeout",
            "5",
            at8 + "nice.control.timeout [5] must have its unit"),
        setting(
            "a secret whose file is missing",
            "nice.broker.main.password",
            "file:nowhere",
            at8 + "nice.broker.main.password must be a file that can be read"),
        new Mistake(
            "a variable that nothing reads",
            folder -> folder.environment("NICE_CONTRL_TIMEOUT", "2s"),
            "environment variable NICE_CONTRL_TIMEOUT: nothing reads the variable"
                + " NICE_CONTRL_TIMEOUT; did you mean NICE_CONTROL_TIMEOUT?"),
        new Mistake(
            "one of Camel's variables that nothing reads",
            folder -> folder.environment("CAMEL_SERVER_PROT", "2"),
            "environment variable CAMEL_SERVER_PROT: nothing reads the variable"
                + " CAMEL_SERVER_PROT; did you mean CAMEL_SERVER_PORT?"),
        setting(
            "a key set that is none",
            "nice.token.jwks",
            "file:ca.pem",
            "application.properties:6: nice.token.jwks: is not a JWK set"),
        setting(
            "a store with another password",
            "camel.ssl.keystorePassword",
            "wrong",
            "application.properties:3: camel.ssl.keyStore: the front door's keys cannot be read"),
        new Mistake(
            "a secret whose file is empty",
            folder -> {
              pem(folder, "empty", "");
              return folder.set("nice.broker.main.password", "file:empty");
            },
            at8 + "nice.broker.main.password must be a file that is not empty"),
        setting(
            "a key set at an address with a user",
            "nice.token.jwks",
            "https://me:word@host/keys",
            "application.properties:6: nice.token.jwks [https://***@host/keys] must not hold"),
        setting(
            "clients' trust that cannot be read",
            "camel.ssl.trustStore",
            "file:jwks.json",
            at8 + "camel.ssl.trustStore: trusted certificates cannot be read from"),
        setting(
            "devices' trust that cannot be read",
            "nice.webapi.trust-store",
            "file:server.p12",
            at8 + "nice.webapi.trust-store: trusted certificates cannot be read from"),
        new Mistake(
            "a broker's trust that cannot be read",
            folder ->
                folder
                    .set("nice.broker.main.url", "ssl://broker:8883")
                    .set("nice.broker.main.trust-store", "file:jwks.json"),
            at8 + "nice.broker.main.trust-store: "),
        setting(
            "a reply topic with a wildcard in its middle",
            "nice.broker.main.reply-topics",
            "1/#/x",
            at8 + "nice.broker.main.reply-topics [1/#/x] must be an MQTT topic filter"),
        setting(
            "a port that is none",
            "nice.broker.main.url",
            "tcp://broker:99999",
            "application.properties:7: nice.broker.main.url [tcp://broker:99999] must have a port"),
        setting(
            "a wait of a thousand centuries",
            "nice.control.timeout",
            "999999999h",
            at8 + "nice.control.timeout [999999999h] must be at most a year"),
        new Mistake(
            "a key that belongs to another certificate",
            folder -> {
              DevCertificates certificates = folder.certificates();
              pem(folder, "tls.crt", certificates.server("EC").certificate());
              pem(folder, "tls.key", certificates.server("EC").key().getPrivate());
              return folder
                  .without("camel.ssl.keyStore")
                  .without("camel.ssl.keystorePassword")
                  .set("nice.http.certificate", "file:tls.crt")
                  .set("nice.http.key", "file:tls.key");
            },
            "application.properties:7: nice.http.key: the front door's keys cannot be read"),
        setting(
            "a route file by name that is not there",
            "camel.main.routesIncludePattern",
            "file:routes/*.camel.yaml,file:routes/vms/x.camel.yaml",
            at8 + "camel.main.routesIncludePattern [file:routes/vms/x.camel.yaml] must be a file"),
        setting(
            "a drain that outlasts the stop",
            "nice.http.drain-timeout",
            "60s",
            "the shipped application.properties:"),
        setting(
            "a bean of the settings whose class is none",
            "camel.beans.foo",
            "#class:no.such.K",
            at8 + "Camel does not take it: "),
        setting(
            "an option that a component has not",
            "camel.component.paho-mqtt5.brokrUrl",
            "tcp://broker:1883",
            at8 + "Camel does not take it: "),
        new Mistake(
            "a certificate that is none",
            folder -> {
              pem(folder, "tls.key", folder.certificates().server("EC").key().getPrivate());
              return folder
                  .without("camel.ssl.keyStore")
                  .without("camel.ssl.keystorePassword")
                  .set("nice.http.certificate", "file:jwks.json")
                  .set("nice.http.key", "file:tls.key");
            },
            "application.properties:6: nice.http.certificate: the front door's keys cannot be"),
        setting(
            "a door without TLS",
            "camel.ssl.enabled",
            "false",
            at8 + "camel.ssl.enabled [false] must be true"),
        new Mistake(
            "two listeners on one port",
            folder -> folder.set("camel.management.port", Integer.toString(folder.port())),
            "application.properties:2: camel.management.port ["),
        setting(
            "a broker with a scheme that is none",
            "nice.broker.main.url",
            "http://broker",
            "application.properties:7: nice.broker.main.url [http://broker] must be"));
  }

  private static Stream<Mistake> routes() {
    return Stream.of(
        file(
            "an error configuration that does not exist",
            route("more", "direct:more", STOP)
                .replace("    id: more", "    id: more\n    routeConfigurationId: nobody"),
            "routes/more.camel.yaml:2: route [more] loses the common errors",
            "routes/more.camel.yaml:2: route [more] names the routeConfigurationId [nobody]"),
        file(
            "a route id that another file has",
            route("data", "direct:more", STOP),
            "routes/more.camel.yaml:2: the route id [data] is taken: routes/data.camel.yaml:3"),
        file(
            "a route without id",
            route("more", "direct:more", STOP).replace("    id: more\n", ""),
            "routes/more.camel.yaml:1: a route must have an id"),
        file(
            "a route without description",
            route("more", "direct:more", STOP).replace("    description: One.\n", ""),
            "routes/more.camel.yaml:2: route [more] must have a description"),
        step(
            "a call whose name the sender would choose",
            "toD: direct:${header.where}",
            "routes/more.camel.yaml:7: toD [direct:${header.where}] must be a choice"),
        step(
            "a call whose name stands in a parameter",
            "toD: { uri: direct, parameters: { name: '${body}' } }",
            "routes/more.camel.yaml:7: toD [direct:${body}] must be a choice"),
        file(
            "a name that two routes begin at",
            route("more", "direct:data", STOP),
            "routes/more.camel.yaml:5: direct:data is taken: routes/data.camel.yaml:"),
        file(
            "error handling where no rule sees it",
            "- onException:\n    exception: [ java.lang.Exception ]\n    steps: [ { stop: {} } ]\n",
            "routes/more.camel.yaml:1: [onException] must stand in a routeConfiguration"),
        step(
            "a component that is not there",
            "to: kafak:x",
            "routes/more.camel.yaml:7: there is no component [kafak]"),
        step(
            "an option that the component does not have",
            "to: log:x?shwoAll=true",
            "routes/more.camel.yaml:7: log has no option [shwoAll]; did you mean showAll?"),
        step(
            "an expression that cannot be read",
            "filter: { simple: \"${header.a == 'x'\", steps: [ { stop: {} } ] }",
            "routes/more.camel.yaml:7: [${header.a == 'x'] cannot be read: "),
        step(
            "a placeholder without value",
            "log: '{{nice.nothing}}'",
            "routes/more.camel.yaml:7: {{nice.nothing}} has no value"),
        step(
            "a step's name that is nobody's",
            "process: { ref: authenticat }",
            "routes/more.camel.yaml:7: there is no step or bean [authenticat]"
                + "; did you mean authenticate?"));
  }

  private static Stream<Mistake> doors() {
    String authenticate = "process: { ref: authenticate }";
    UnaryOperator<String> door = from -> door(from, authenticate);
    String file = "more-door.camel.yaml";
    return Stream.of(
        file(
            "a listener in a file that is no door",
            route("more", "platform-http:/more", authenticate),
            "routes/more.camel.yaml:5: only a door may listen to platform-http"),
        new Mistake(
            "a door that does not ask who it is",
            folder -> folder.route(file, door("platform-http:/more", STOP)),
            "routes/more-door.camel.yaml:7: the first step of route [more-door] must be process"),
        new Mistake(
            "a door whose first step only sounds like it",
            folder ->
                folder.route(
                    file,
                    "- beans: [ { name: authenticate-nobody, type: java.util.ArrayList } ]\n"
                        + door(
                            "platform-http:/more",
                            "bean: { ref: authenticate-nobody, method: size }")),
            "routes/more-door.camel.yaml:8: the first step of route [more-door] must be process"),
        edit(
            "a front door that lets in whoever has a token",
            "front-door.camel.yaml",
            "        - process: { ref: authorize }\n",
            "",
            "routes/front-door.camel.yaml:21: to must not leave route [front-door] before the step"
                + " process: { ref: authorize }"),
        edit(
            "a door by MQTT whose look at the rights is switched off",
            "mqtt-door.camel.yaml",
            "{ ref: authorize }",
            "{ ref: authorize, disabled: true }",
            "routes/mqtt-door.camel.yaml:30: to must not leave route [mqtt-door] before the step"
                + " process: { ref: authorize }"),
        edit(
            "a front door that writes no reply",
            "front-door.camel.yaml",
            "        - process: { ref: write-reply }\n",
            "",
            "routes/front-door.camel.yaml:4: route [front-door] must have the step"
                + " process: { ref: write-reply }"),
        new Mistake(
            "a path without a slash",
            folder -> folder.route(file, door.apply("platform-http:more")),
            "routes/more-door.camel.yaml:5: the platform-http path [more] must begin with /"),
        new Mistake(
            "a path that makes Camel a proxy",
            folder -> folder.route(file, door.apply("platform-http:proxyX")),
            "routes/more-door.camel.yaml:5: the platform-http path [proxyX] must begin with /"));
  }

  private static Stream<Mistake> yaml() {
    return Stream.of(
        step(
            "text that is no YAML",
            "to: 'direct:data",
            "routes/more.camel.yaml:8: column 1 is no YAML"),
        step(
            "a step that does not exist",
            "proces: {}",
            "routes/more.camel.yaml:7: Camel does not take it: Unknown node id: proces"),
        file("an empty file", "", "routes/more.camel.yaml: "));
  }

  /** What only Camel finds, when it makes the routes. */
  private static Stream<Mistake> camels() {
    String file = "routes/more.camel.yaml";
    String said = file + ":7: Camel does not take it: ";
    UnaryOperator<String> within =
        option -> route("more", "direct:more", STOP).replace("    from:", option + "\n    from:");
    return Stream.of(
        step("a function that is none", "log: '${boddy}'", said + "Unknown function: boddy"),
        step(
            "a log level that is none",
            "log: { message: hello, loggingLevel: LOUD }",
            said + "Enum class class org.apache.camel.LoggingLevel does not"),
        step("an option with a value that is none", "to: log:x?level=LOUD", said),
        step(
            "a bean's class that is none",
            "bean: { beanType: com.example.Nobody, method: go }",
            said + "ClassNotFoundException: com.example.Nobody"),
        step("a data format that is not there", "marshal: { csv: {} }", said),
        step(
            "a choice without a question",
            "choice: { when: [ { steps: [] } ] }",
            said + "something it must have is missing"),
        step(
            "an aggregation by nobody",
            "aggregate: { aggregationStrategy: '#nobody', completionSize: 1,"
                + " correlationExpression: { constant: x }, steps: [ { log: x } ] }",
            said + "Cannot find AggregationStrategy in Registry with name: #nobody"),
        step(
            "an exception that is none",
            "doTry: { steps: [ { log: x } ], doCatch:"
                + " [ { exception: [ com.example.Nobody ], steps: [ { log: x } ] } ] }",
            said),
        file(
            "a policy that is nobody's",
            within.apply("    routePolicy: nobody"),
            file
                + ":1: Camel does not take it: No bean could be found in the registry for: nobody"),
        edit(
            "an exception in the common errors that is none",
            "errors.camel.yaml",
            "- java.lang.Throwable",
            "- java.lang.Throwable\n            - java.lang.Throwabel",
            "routes/errors.camel.yaml:49: Camel does not take it: ClassNotFoundException:"));
  }

  private static Stream<Mistake> tables() {
    String file = "destinations.camel.yaml";
    String main = "mqtt://main\n";
    return Stream.of(
        edit(
            "an expression in the configuration that all routes share",
            "errors.camel.yaml",
            "${exchangeProperty.niceLater}",
            "${exchangeProperty.niceLater",
            "routes/errors.camel.yaml:55: [${exchangeProperty.niceLater =="),
        edit(
            "a destination with a scheme that is none",
            file,
            main,
            "mqtt:/main\n",
            "routes/destinations.camel.yaml:15: the destination [mqtt:/main] must be mqtt://"),
        edit(
            "a destination on a broker that is none",
            file,
            main,
            "mqtt://mian\n",
            "routes/destinations.camel.yaml:15: there is no broker [mian]: nice.broker.mian.url"),
        edit(
            "a destination with two lines",
            file,
            main,
            main + "          *   mqtt://main\n",
            "routes/destinations.camel.yaml:16: the EndPointID [*] has two lines"),
        edit(
            "a destination for nobody",
            file,
            main,
            main + "          0000000x*   mqtt://main\n",
            "routes/destinations.camel.yaml:16: no EndPointID begins with [0000000x]"),
        edit(
            "a destination that never decides",
            file,
            main,
            main
                + "          %s*   mqtt://main\n".formatted(Messages.CAMERA)
                + "          %s    mqtt://main\n".formatted(Messages.CAMERA),
            "routes/destinations.camel.yaml:16: [%s*] never decides".formatted(Messages.CAMERA)),
        edit(
            "a local destination that is no route",
            file,
            main,
            "local://clok\n",
            "routes/destinations.camel.yaml:15: no route is asked for local://clok"),
        edit(
            "an authority with a user",
            file,
            main,
            "https://me@host\n",
            "routes/destinations.camel.yaml:15: host "),
        edit(
            "a status that NICE does not list",
            "errors.camel.yaml",
            "503     5033 ",
            "504     5033 ",
            "routes/errors.camel.yaml:30: the status [504] must be one of NICE 0.9 section 7.3"),
        edit(
            "a failure without a line",
            "errors.camel.yaml",
            "          offline  ",
            "          # offline",
            "routes/errors.camel.yaml:11: the table has no line for offline"),
        edit(
            "a signalling pair of one",
            "signaling-relay.camel.yaml",
            "          # 00000001-5cdd-280b-8002-000000000001  ",
            "          ",
            "routes/signaling-relay.camel.yaml:14: a line must be two EndPointIDs"),
        edit(
            "a signalling peer that nobody can be",
            "signaling-relay.camel.yaml",
            "          # 00000001-5cdd",
            "          0000x-5cdd",
            "routes/signaling-relay.camel.yaml:14: no EndPointID is [0000x-5cdd"),
        new Mistake(
            "a signalling route to a broker that is none",
            folder ->
                folder.edit(
                    "signaling-relay.camel.yaml", "- routeTemplate:", TWO + "\n- routeTemplate:"),
            "routes/signaling-relay.camel.yaml:17: there is no broker [branch]: nice.broker.branch"),
        new Mistake(
            "a signalling route from a broker to itself",
            folder ->
                folder.edit(
                    "signaling-relay.camel.yaml",
                    "- routeTemplate:",
                    TWO.replace("branch }", "main }") + "\n- routeTemplate:"),
            "routes/signaling-relay.camel.yaml:17: signaling [main/main] must be two different"),
        edit(
            "requesters of everybody on no broker",
            "mqtt-door.camel.yaml",
            "          # 00000001-5cdd-280b-8002-000000000001  mqtt://main",
            "          00000001-5cdd*  main",
            "routes/mqtt-door.camel.yaml:14: a line must be an EndPointID and mqtt://<broker>"),
        new Mistake(
            "requesters of everybody beside a relay",
            folder ->
                folder
                    .edit(
                        "signaling-relay.camel.yaml",
                        "- routeTemplate:",
                        TWO.replace("branch }", "https }") + "\n- routeTemplate:")
                    .edit(
                        "mqtt-door.camel.yaml",
                        "          # 00000001-5cdd-280b-8002-000000000001",
                        "          00000001-5cdd*"),
            "routes/mqtt-door.camel.yaml:14: the line [00000001-5cdd*] must be whole EndPointIDs while"
                + " signalling is relayed on broker main"));
  }

  private static final String TWO =
      """
      - templatedRoute:
          routeId: signaling-main-branch
          routeTemplateRef: signaling-relay
          parameters:
            - { name: one, value: main }
            - { name: other, value: branch }
      """;

  @Test
  void findsNothingWrongWithSignallingBetweenABrokerAndHttps() {
    Checked checked =
        TestBridge.on(BROKER)
            .edit(
                "signaling-relay.camel.yaml",
                "- routeTemplate:",
                TWO.replace("branch }", "https }") + "\n- routeTemplate:")
            .check();

    assertThat(checked).isEqualTo(new Checked(0, "check: no faults\n", ""));
  }

  @Test
  void findsNothingInAGoodFolder() {
    assertThat(TestBridge.on(BROKER).check()).isEqualTo(new Checked(0, "check: no faults\n", ""));
  }

  @Test
  void findsTheFaultInARouteThatIsMadeFromATemplate() {
    Checked checked =
        TestBridge.on(BROKER)
            .set("nice.broker.branch.url", BROKER)
            .edit("signaling-relay.camel.yaml", "- routeTemplate:", TWO + "\n- routeTemplate:")
            .edit(
                "signaling-relay.camel.yaml",
                "          - process: { ref: admit-signal }",
                "          - bean: { beanType: no.such.Class }")
            .check();

    assertThat(checked.output())
        .matches("routes/signaling-relay.camel.yaml:34: .*no.such.Class\ncheck: 1 fault\n");
  }

  @Test
  void findsEachFaultOfARouteAndThoseOfOtherFiles() {
    Checked checked =
        TestBridge.on(BROKER)
            .route(
                MORE,
                """
                # no.such.Class was here once
                - route:
                    id: more
                    description: One.
                    from:
                      uri: direct:more
                      steps:
                        - bean: { beanType: no.such.Class }
                        - choice:
                            when:
                              - simple: "${body} != null"
                                steps:
                                  - log: { message: x, loggingLevel: LOUD }
                        - marshal: { json: { library: Gson } }
                """)
            .route(
                "other.camel.yaml",
                route("other", "direct:other", STOP).replace("    description: One.\n", ""))
            .check();

    assertThat(checked.output().lines().map(line -> line.split(": ", 2)[0]))
        .containsExactly(
            "routes/more.camel.yaml:8",
            "routes/more.camel.yaml:13",
            "routes/more.camel.yaml:14",
            "routes/other.camel.yaml:2",
            "check");
  }

  @Test
  void findsAFrontDoorWhosePathNobodyCanCome() {
    Checked checked =
        TestBridge.on(BROKER)
            .edit("front-door.camel.yaml", "platform-http:/", "platform-http:/*")
            .check();

    assertThat(checked.output())
        .isEqualTo(
            "routes/front-door.camel.yaml:7: the platform-http path [/*] must be without *:"
                + " matchOnUriPrefix takes what follows\ncheck: 1 fault\n");
  }

  @Test
  void findsAValueThatAnOptionOfTheFrontDoorDoesNotTake() {
    Checked checked =
        TestBridge.on(BROKER)
            .edit("front-door.camel.yaml", "matchOnUriPrefix: true", "matchOnUriPrefix: maybe")
            .check();

    assertThat(checked.output())
        .startsWith("routes/front-door.camel.yaml:")
        .contains("maybe")
        .endsWith("check: 1 fault\n");
  }

  @Test
  void findsNothingInSinksOfEveryTemplate() {
    Checked checked =
        TestBridge.on(BROKER)
            .route(
                MORE,
                Stream.of(
                        "webhook url https://archive.example/nice",
                        "mqtt broker main",
                        "lines folder marks",
                        "recordings folder clips")
                    .map(sink -> sink.split(" "))
                    .map(
                        sink ->
                            """
                            - templatedRoute:
                                routeId: sink-%1$s
                                routeTemplateRef: %1$s
                                parameters: [ { name: sink, value: %1$s }, { name: %2$s, value: "%3$s" } ]
                            """
                                .formatted((Object[]) sink))
                    .collect(Collectors.joining()))
            .check();

    assertThat(checked).isEqualTo(new Checked(0, "check: no faults\n", ""));
  }

  @Test
  void findsTheLineOfATemplatesUseWithoutItsParameter() {
    Checked checked =
        TestBridge.on(BROKER)
            .route(
                MORE,
                """
                - routeTemplate:
                    id: shout
                    parameters:
                      - name: what
                    route:
                      description: One.
                      from:
                        uri: direct:shout
                        steps:
                          - log: { message: "{{what}}" }
                - templatedRoute:
                    routeId: more
                    routeTemplateRef: shout
                """)
            .check();

    assertThat(checked.output())
        .startsWith("routes/more.camel.yaml:13: Camel does not take it: Route template shout")
        .contains("must be provided: what")
        .endsWith("check: 1 fault\n");
  }

  @Test
  void blamesTheUseOfATemplateForWhatItFillsIn() {
    Checked checked =
        TestBridge.on(BROKER)
            .route(
                MORE,
                """
                - templatedRoute:
                    routeId: more
                    routeTemplateRef: webhook
                    parameters:
                      - { name: sink, value: more }
                      - { name: url, value: "https://archive.example/nice" }
                      - { name: wants, value: "${body" }
                """)
            .check();

    assertThat(checked.output())
        .isEqualTo(
            "routes/more.camel.yaml:2: Camel does not take it: expected symbol functionEnd but was"
                + " eol\n"
                + "check: 1 fault\n");
  }

  @Test
  void findsTheLineOfABeanWhoseTypeIsNone() {
    Checked checked =
        TestBridge.on(BROKER)
            .route(MORE, "# no.such.Bean\n- beans:\n    - { name: f, type: no.such.Bean }\n")
            .check();

    assertThat(checked.output())
        .isEqualTo(
            "routes/more.camel.yaml:3: Camel does not take it: no.such.Bean\ncheck: 1 fault\n");
  }

  @Test
  void findsNothingInARouteThatIsMadeFromATemplate() {
    Checked checked =
        TestBridge.on(BROKER)
            .set("nice.broker.branch.url", BROKER)
            .edit("signaling-relay.camel.yaml", "- routeTemplate:", TWO + "\n- routeTemplate:")
            .check();

    assertThat(checked).isEqualTo(new Checked(0, "check: no faults\n", ""));
  }

  @Test
  void notesThatDestinationsOverlapAndFindsNoFaultInIt() {
    Checked checked =
        TestBridge.on(BROKER)
            .edit(
                "destinations.camel.yaml",
                "mqtt://main\n",
                "mqtt://main\n          00000001*  mqtt://main\n          00000001-5* local://clock\n")
            .check();

    assertThat(checked.output())
        .isEqualTo(
            "routes/destinations.camel.yaml:16: note: [00000001*] overlaps with [00000001-5*]:"
                + " the longest line decides\ncheck: no faults\n");
    assertThat(checked.status()).isZero();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhereAndWhatAndFails(Mistake mistake) {
    Checked checked = mistake.plant().apply(TestBridge.on(BROKER)).check();

    String sum = mistake.said().length == 1 ? "check: 1 fault" : "check: " + mistake.said().length;
    String[] lines =
        Stream.concat(Stream.of(mistake.said()), Stream.of(sum)).toArray(String[]::new);
    assertThat(checked.output().lines().toList())
        .hasSameSizeAs(lines)
        .zipSatisfy(Stream.of(lines).toList(), (line, said) -> assertThat(line).startsWith(said));
    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.errors()).isEmpty();
  }

  @Test
  void opensNoSocket() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket broker = new ServerSocket(0, 5, here)) {
      TestBridge.Builder folder = TestBridge.on("tcp://127.0.0.1:" + broker.getLocalPort());
      try (ServerSocket door = new ServerSocket(folder.port());
          ServerSocket management = new ServerSocket(folder.managementPort());
          ServerSocket keys = new ServerSocket(0, 5, here)) {
        folder.set("nice.token.jwks", "https://127.0.0.1:" + keys.getLocalPort() + "/keys");

        assertThat(folder.check().status()).isZero();

        for (ServerSocket asked : new ServerSocket[] {broker, door, management, keys}) {
          asked.setSoTimeout(1);
          Assertions.assertThatExceptionOfType(SocketTimeoutException.class)
              .isThrownBy(asked::accept);
        }
      }
    }
  }
}
