package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One planted fault each, in a folder that has no other. */
class RulesTest {
  private static final String MORE = "routes/more.camel.yaml";
  private Folder folder;

  @BeforeEach
  void aGoodFolder(@TempDir Path home) {
    folder = new Folder(home);
  }

  @Test
  void findsNothingInAGoodFolder() {
    assertThat(folder.faults()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "names",
    "errors",
    "directs",
    "circles",
    "doors",
    "unprovedDoors",
    "senders",
    "references",
    "shadows"
  })
  void findsThePlantedFault(String what, String file, String yaml, String fault) {
    folder.write(file, yaml);

    assertThat(folder.faults()).containsExactly(fault);
  }

  /** A route named more, with one thing about it as the test wants it. */
  private static String routeWith(String head, String from, String... steps) {
    return """
    # a comment
    - route:
    %s    from:
          uri: %s
          steps:
    """
            .formatted(head, from)
        + String.join("", List.of(steps).stream().map(s -> "        - " + s + "\n").toList());
  }

  private static String route(String from, String... steps) {
    return routeWith("    id: more\n    description: One sentence.\n", from, steps);
  }

  /** A door with these steps first, and after them the others that a door must have. */
  private static String door(String from, String... first) {
    return route(
        from,
        Stream.concat(
                Stream.of(first),
                Stream.of(
                    "process: { ref: read-request }",
                    "process: { ref: authorize }",
                    "to: direct:control",
                    "process: { ref: write-reply }"))
            .toArray(String[]::new));
  }

  private static Arguments unsafe(String what, String fault, String... steps) {
    String file = "routes/legacy-door.camel.yaml";
    return Arguments.of(what, file, route("platform-http:/legacy", steps), file + fault);
  }

  private static Arguments planted(String what, String yaml, String fault) {
    return Arguments.of(what, MORE, yaml, MORE + fault);
  }

  static Stream<Arguments> names() {
    return Stream.of(
        planted(
            "no id",
            routeWith("    description: One sentence.\n", "timer:x", "stop: {}"),
            ":2: a route must have an id"),
        planted(
            "a from without a route",
            """
            - from:
                uri: timer:x
                id: more
                description: One.
                steps:
                  - to:
                      uri: direct:no
            """,
            ":7: no route begins at direct:no"),
        planted(
            "not kebab-case",
            routeWith(
                "    id: moreRoutes\n    description: One sentence.\n", "timer:x", "stop: {}"),
            ":3: the id [moreRoutes] must be kebab-case: like-this"),
        planted(
            "id taken",
            routeWith(
                "    id: front-door\n    description: One sentence.\n", "timer:x", "stop: {}"),
            ":3: the route id [front-door] is taken: routes/front-door.camel.yaml:2 has it"),
        planted(
            "no description",
            routeWith("    id: more\n", "timer:x", "stop: {}"),
            ":3: route [more] must have a description, one sentence"),
        planted(
            "two sentences",
            routeWith("    id: more\n    description: One. And two.\n", "timer:x", "stop: {}"),
            ":3: route [more] must be described in one sentence, not more"));
  }

  /** A use of one of the shipped templates, in the form of the shipped example. */
  private static String sink(String template, String name, String... parameters) {
    String more =
        IntStream.range(0, parameters.length / 2)
            .mapToObj(
                i ->
                    ", { name: %s, value: \"%s\" }"
                        .formatted(parameters[2 * i], parameters[2 * i + 1]))
            .collect(Collectors.joining());
    return """
    - templatedRoute:
        routeId: %s
        routeTemplateRef: %s
        parameters: [ { name: sink, value: %s }%s ]
    """
        .formatted(name, template, name, more);
  }

  static Stream<Arguments> sinks() {
    String secret = "the secret of a webhook that begins with whsec_ must go on with base64 of 24";
    return Stream.of(
        planted(
            "a webhook without TLS",
            sink("webhook", "archive", "url", "http://archive.example/x"),
            ":2: the url of a webhook must begin with https://"),
        planted(
            "a secret that is no base64",
            sink("webhook", "archive", "url", "https://x.example/", "secret", "whsec_!!"),
            ":2: " + secret + " to 64 bytes"),
        planted(
            "a secret that is too short",
            sink("webhook", "archive", "url", "https://x.example/", "secret", "whsec_c2hvcnQ="),
            ":2: " + secret + " to 64 bytes"),
        planted(
            "a parameter that the template has not",
            sink("webhook", "archive", "url", "https://x.example/", "sahpe", "slim"),
            ":4: routeTemplate [webhook] has no parameter [sahpe]; did you mean shape?"),
        planted(
            "a broker that there is not",
            sink("mqtt", "other", "broker", "nobody"),
            ":2: " + io.nicebridge.mqtt.BrokerSettings.missing("nobody")),
        planted(
            "two sinks on one folder",
            sink("lines", "one", "folder", "marks") + sink("lines", "two", "folder", "x/../marks"),
            ":6: the folder [x/../marks] must be one sink's: " + MORE + ":2 has it"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sinks")
  void findsTheFaultOfASink(String what, String file, String yaml, String fault)
      throws IOException {
    folder.write("routes/sinks.camel.yaml", Files.readString(Path.of("routes/sinks.camel.yaml")));

    folder.write(file, yaml);

    assertThat(faultsOfSinks()).containsExactly(fault);
  }

  @Test
  void findsNothingInSinksAsTheyShouldBe() throws IOException {
    folder.write("routes/sinks.camel.yaml", Files.readString(Path.of("routes/sinks.camel.yaml")));
    folder.write(
        MORE,
        sink("webhook", "a", "url", "https://x.example/", "secret", "whsec_" + "c2Vj".repeat(8))
            + sink("webhook", "b", "url", "https://x.example/", "secret", "any other text")
            + sink("lines", "c", "folder", "marks")
            + sink("recordings", "d", "folder", "clips"));

    assertThat(faultsOfSinks()).isEmpty();
  }

  /** The steps of the templates are not known here. */
  private List<String> faultsOfSinks() {
    return folder.faults().stream().filter(fault -> fault.startsWith(MORE)).toList();
  }

  static Stream<Arguments> errors() {
    String head = "    id: more\n    description: One sentence.\n    routeConfigurationId: ";
    String errors =
        """
        - routeConfiguration:
            id: %s
            onException:
              - onException:
                  exception: [java.lang.Exception]
        """;
    return Stream.of(
        planted(
            "unknown configuration",
            errors.formatted("errors")
                + routeWith(head + "errors,legcy\n", "timer:x", "stop: {}")
                + "- routeConfiguration: {}\n",
            ":8: route [more] names the routeConfigurationId [legcy] that does not exist"),
        planted(
            "the common one lost",
            errors.formatted("legacy")
                + routeWith(head + "legacy\n", "timer:x", "stop: {}")
                + "- routeConfiguration: {}\n",
            ":8: route [more] loses the common errors by its routeConfigurationId [legacy]: leave"
                + " it out"),
        planted(
            "a configuration for nobody",
            errors.formatted("errors"),
            ":2: the routeConfiguration [errors] applies to no route: only one without an id"
                + " applies to those that name none"));
  }

  static Stream<Arguments> shadows() {
    String quiet =
        """
        - route:
            id: more
            description: One.
        %s    from:
              uri: direct:more
              steps:
                - stop: {}
        """;
    return Stream.of(
        planted(
            "a bean in the place of a step",
            "- beans:\n    - name: authenticate\n      type: java.lang.Object\n",
            ":2: the bean name [authenticate] is the bridge's own: it must have another"),
        planted(
            "a template's own bean in the place of a step",
            """
            - routeTemplate:
                id: more
                description: One.
                beans:
                  - name: authenticate
                    type: java.lang.Object
                from:
                  uri: direct:more
                  steps:
                    - stop: {}
            """,
            ":5: the bean name [authenticate] is the bridge's own: it must have another"),
        planted(
            "a bean twice",
            """
            - beans:
                - name: mine
                  type: java.lang.Object
                - name: mine
                  type: java.lang.Object
            """,
            ":4: the bean name [mine] is taken: routes/more.camel.yaml:2 has it"),
        planted(
            "a step that takes requests",
            route("timer:x", "poll: { uri: 'platform-http:/polled' }"),
            ":8: poll must not listen to platform-http: only the from of a door may"),
        planted(
            "a step that takes requests by an expression",
            route("timer:x", "pollEnrich: { simple: 'platform-http:/polled' }"),
            ":8: pollEnrich must not listen to platform-http: only the from of a door may"),
        planted(
            "steps before every first step",
            """
            - routeConfiguration:
                interceptFrom:
                  - interceptFrom:
                      steps:
                        - stop: {}
            """,
            ":2: [interceptFrom] must not stand here: its steps would run before a door has looked"
                + " at the token"),
        planted(
            "steps before every step",
            """
            - routeConfiguration:
                intercept:
                  - intercept:
                      steps:
                        - stop: {}
            """,
            ":2: [intercept] must not stand here: its steps would run before a door has looked at"
                + " the token"),
        planted(
            "a route that may not be there",
            quiet.formatted("    precondition: \"false\"\n"),
            ":4: [precondition] must not stand here: others call this route: to be without it,"
                + " remove it"),
        planted(
            "a route that does not start",
            quiet.formatted("    autoStartup: false\n"),
            ":4: [autoStartup] must not stand here: others call this route: to be without it,"
                + " remove it"),
        planted(
            "a route with errors of its own",
            quiet.formatted("    errorHandler: { noErrorHandler: {} }\n"),
            ":4: [errorHandler] must not stand here: it would take the common errors from the"
                + " route"),
        planted(
            "no steps",
            "- route:\n    id: more\n    description: One.\n    from:\n      uri: direct:more\n",
            ":2: route [more] must have a step at least"),
        planted(
            "no value for a description",
            quiet.formatted("").replace("One.", "~"),
            ":2: route [more] must have a description, one sentence"),
        planted(
            "a step id twice",
            route("timer:x", "stop: { id: end }", "stop: { id: end }"),
            ":9: the step id [end] is taken: routes/more.camel.yaml:8 has it"),
        planted(
            "an address wholly made up",
            route("timer:x", "toD: '${header.where}'"),
            ":8: toD [${header.where}] must begin with the scheme that it leads to, such as log:"),
        planted(
            "a list of addresses wholly made up",
            route("timer:x", "recipientList: { simple: '${body}' }"),
            ":8: recipientList [${body}] must begin with the scheme that it leads to, such as"
                + " log:"));
  }

  static Stream<Arguments> directs() {
    return Stream.of(
        planted(
            "a scheme from elsewhere",
            route("timer:x", "to: '{{sys:where}}:x'"),
            ":8: [{{sys:where}}:x] must begin with its scheme, or a setting with it"),
        planted(
            "toD",
            route("timer:x", "toD: direct:${header.x}"),
            ":8: toD [direct:${header.x}] must be a choice of to: direct: steps, one for each"
                + " name"),
        planted(
            "a made-up direct",
            route("timer:x", "to: { uri: 'direct:${header.x}' }"),
            ":8: to [direct:${header.x}] must be a choice of to: direct: steps, one for each name"),
        planted(
            "a wire tap made up",
            route("timer:x", "wireTap: 'direct:${header.x}'"),
            ":8: wireTap [direct:${header.x}] must be a choice of to: direct: steps, one for each"
                + " name"),
        planted(
            "a recipient list",
            route("timer:x", "recipientList: { simple: 'direct:a,direct:b' }"),
            ":8: recipientList [direct:a,direct:b] must be a choice of to: direct: steps, one for"
                + " each name"),
        planted(
            "a name no route has",
            route("timer:x", "to: direct:contrl"),
            ":8: no route begins at direct:contrl; did you mean direct:control?"),
        planted(
            "within a choice",
            route(
                "timer:x",
                """
                choice:
                            when:
                              - simple: '${body}'
                                steps:
                                  - to: direct:nobody"""),
            ":12: no route begins at direct:nobody"),
        planted(
            "in an error handler",
            """
            - routeConfiguration:
                onException:
                  - onException:
                      exception: [java.lang.Exception]
                      steps:
                        - to: direct:nobody
            """,
            ":6: no route begins at direct:nobody"));
  }

  private static String called(String name, String step) {
    return "- route:\n    id: %s\n    description: One.\n    from:\n      uri: direct:%s\n      steps:\n        - %s\n"
        .formatted(name, name, step);
  }

  static Stream<Arguments> circles() {
    String itself = ":7: direct:mine must not call itself: the call would never end";
    return Stream.of(
        planted("a call of itself", called("mine", "to: direct:mine"), itself),
        planted("the other spelling", called("mine", "to: direct://mine?x=y"), itself),
        planted(
            "by parameters",
            called("mine", "to: { uri: direct, parameters: { name: mine } }"),
            itself),
        planted("a wire tap of itself", called("mine", "wireTap: direct:mine"), itself),
        planted(
            "an enricher of itself", called("mine", "enrich: { simple: 'direct:mine' }"), itself),
        planted(
            "three in a circle, one of them by a choice",
            called("a", "to: direct:b")
                + called("b", "wireTap: direct:c")
                + called(
                    "c",
                    """
                    choice:
                                when:
                                  - simple: '${body}'
                                    steps:
                                      - to: direct:a"""),
            ":7: direct:b must not be called here: the calls go in a circle, direct:b > direct:c >"
                + " direct:a > direct:b"),
        planted(
            "by a template",
            """
            - routeTemplate:
                id: again
                description: Calls.
                parameters: [ { name: next } ]
                from:
                  uri: direct:{{routeId}}
                  steps:
                    - to: direct:{{next}}
            - templatedRoute:
                routeId: mine
                routeTemplateRef: again
                parameters: [ { name: next, value: mine } ]
            """,
            ":10: direct:mine must not call itself: the call would never end"));
  }

  @Test
  void takesRoutesThatAreCalledTwiceButNeverByThoseTheyCall() {
    folder.write(
        MORE,
        called("a", "to: direct:b")
            + "        - to: direct:c\n        - to: { uri: direct:a, disabled: true }\n"
            + called("b", "to: direct:c")
            + called("c", "stop: {}"));

    assertThat(folder.faults()).isEmpty();
  }

  static Stream<Arguments> doors() {
    String first = "process: { ref: authenticate }";
    return Stream.of(
        planted(
            "HTTP in a capability",
            route("platform-http:/x", first),
            ":6: only a door may listen to platform-http: a file named …-door.camel.yaml"),
        planted(
            "HTTP by a parameter",
            """
            - route:
                id: more
                description: One.
                from:
                  uri: platform-http
                  parameters: { path: /x }
                  steps:
                    - process: { ref: authenticate }
            """,
            ":5: only a door may listen to platform-http: a file named …-door.camel.yaml"),
        planted(
            "another server",
            route("jetty:http://0.0.0.0:81/x", first),
            ":6: only a door may listen to jetty: a file named …-door.camel.yaml"),
        planted(
            "the REST DSL",
            "- rest:\n    get:\n      - path: /x\n        to: direct:control\n",
            ":1: the REST DSL has no first step that authenticates: write a door route"),
        planted(
            "HTTP by a template",
            """
            - routeTemplate:
                id: listener
                description: Listens.
                parameters: [ { name: where } ]
                from:
                  uri: '{{where}}'
                  steps:
                    - process: { ref: authenticate }
            - templatedRoute:
                routeId: made
                routeTemplateRef: listener
                parameters: [ { name: where, value: 'platform-http:/x' } ]
            """,
            ":10: only a door may listen to platform-http: a file named …-door.camel.yaml"),
        Arguments.of(
            "no authentication",
            "routes/legacy-door.camel.yaml",
            door("platform-http:/legacy", "log: hello", first),
            "routes/legacy-door.camel.yaml:8: the first step of route [more] must be process: {"
                + " ref: authenticate }"),
        Arguments.of(
            "authentication in a branch",
            "routes/legacy-door.camel.yaml",
            door(
                "platform-http:/legacy",
                """
                choice:
                            otherwise:
                              steps:
                                - process: { ref: authenticate }"""),
            "routes/legacy-door.camel.yaml:8: the first step of route [more] must be process: {"
                + " ref: authenticate }"),
        Arguments.of(
            "a proxy",
            "routes/legacy-door.camel.yaml",
            door("platform-http:proxyStats", first),
            "routes/legacy-door.camel.yaml:6: the platform-http path [proxyStats] must begin with"
                + " /"),
        Arguments.of(
            "a path taken",
            "routes/z-door.camel.yaml",
            door("platform-http:/", first),
            "routes/z-door.camel.yaml:6: the path [/] is taken: routes/front-door.camel.yaml:5 has"
                + " it"),
        Arguments.of(
            "stack traces",
            "routes/z-door.camel.yaml",
            door("platform-http:/z?muteException=false", first),
            "routes/z-door.camel.yaml:6: muteException=false shows stack traces to callers"),
        Arguments.of(
            "streams",
            "routes/z-door.camel.yaml",
            door("platform-http:/z?useStreaming=true", first),
            "routes/z-door.camel.yaml:6: useStreaming=true takes bodies past nice.http.max-body"));
  }

  static Stream<Arguments> unprovedDoors() {
    String who = "process: { ref: authenticate }";
    String read = "process: { ref: read-request }";
    String may = "process: { ref: authorize }";
    String go = "to: direct:control";
    String reply = "process: { ref: write-reply }";
    String early = ": to must not leave route [more] before the step process: { ref: authorize }";
    return Stream.of(
        unsafe("no authorization", ":10" + early, who, read, go, reply),
        unsafe(
            "authorization switched off",
            ":11" + early,
            who,
            read,
            "process: { ref: authorize, disabled: true }",
            go,
            reply),
        unsafe("authorization too late", ":10" + early, who, read, go, may, reply),
        unsafe(
            "authorization in a branch",
            ":15" + early,
            who,
            read,
            """
            choice:
                        when:
                          - simple: '${body}'
                            steps:
                              - process: { ref: authorize }""",
            go,
            reply),
        unsafe(
            "asking before authorization",
            ":10: process must not leave route [more] before the step process: { ref: authorize }",
            who,
            read,
            "process: { ref: ask-device }",
            may,
            reply),
        unsafe(
            "no authorization, and nothing leaves",
            ":3: route [more] must have the step process: { ref: authorize }",
            who,
            read,
            reply),
        unsafe(
            "no request read",
            ":10: to must not leave route [more] before the step process: { ref: read-request }",
            who,
            may,
            go,
            reply),
        unsafe(
            "no reply written",
            ":3: route [more] must have the step process: { ref: write-reply }",
            who,
            read,
            may,
            go),
        unsafe(
            "authentication switched off",
            ":8: the first step of route [more] must be process: { ref: authenticate }",
            "process: { ref: authenticate, disabled: true }",
            read,
            may,
            go,
            reply),
        Arguments.of(
            "no authorization by MQTT",
            "routes/legacy-door.camel.yaml",
            route("mqtt-door:requests", who, read, go, reply),
            "routes/legacy-door.camel.yaml:10" + early));
  }

  static Stream<Arguments> senders() {
    return Stream.of(
        planted(
            "no bridge endpoint",
            route("timer:x", "to: https://sink.example/x"),
            ":8: https must have bridgeEndpoint=true: else headers choose the address"),
        planted(
            "a database that nobody knows",
            route("timer:x", "to: sql:select 1?dataSource=#database-x"),
            ":8: nice.database.x.url is missing: a route writes there"),
        planted(
            "a Kafka cluster that nobody knows",
            route("timer:x", "to: kafka:events?kafkaClientFactory=#kafka-x"),
            ":8: nice.kafka.x.url is missing: a route writes there"),
        planted(
            "redirects",
            route("timer:x", "to: https://sink.example/x?bridgeEndpoint=true&followRedirects=true"),
            ":8: followRedirects=true gives credentials to another host"),
        planted(
            "exceptions from outside",
            route(
                "timer:x",
                """
                to:
                            uri: https://sink.example/x
                            parameters:
                              bridgeEndpoint: true
                              transferException: true"""),
            ":9: transferException=true reads Java objects from outside"),
        planted(
            "manual acknowledgement of the default QoS",
            route("paho-mqtt5:x?manualAcksEnabled=true", "stop: {}"),
            ":6: manualAcksEnabled=true must go with qos=1: 2 loses data"),
        planted(
            "manual acknowledgement of QoS 2",
            route("paho-mqtt5:x?manualAcksEnabled=true&qos=2", "stop: {}"),
            ":6: manualAcksEnabled=true must go with qos=1: 2 loses data"),
        planted(
            "an MQTT client of one's own",
            route("paho-mqtt5:x?client=#mine", "stop: {}"),
            ":6: paho-mqtt5 must not have the option client: another one loses what this one"
                + " keeps"));
  }

  static Stream<Arguments> references() {
    return Stream.of(
        planted(
            "a placeholder",
            route("timer:x", "log: 'a {{vms.url}} b'"),
            ":8: {{vms.url}} has no value"),
        planted(
            "a placeholder of the environment",
            route("timer:x", "log: '{{env:VMS_URL}}'"),
            ":8: {{env:VMS_URL}} has no value"),
        planted(
            "a placeholder that is nearly right",
            route("timer:x", "log: '{{nice.control.timout}}'"),
            ":8: {{nice.control.timout}} has no value; did you mean nice.control.timeout?"),
        planted(
            "a function that only begins like one",
            route("timer:x", "log: 'of ${exchangeProprty.niceSource}'"),
            ":8: the simple language has no function [exchangeProprty]; did you mean"
                + " exchangeProperty?"),
        planted(
            "a step",
            route("timer:x", "process: { ref: autenticate }"),
            ":8: there is no step or bean [autenticate]; did you mean authenticate?"),
        planted(
            "a bean", route("timer:x", "to: bean:nobody"), ":8: there is no step or bean [nobody]"),
        planted(
            "a template",
            "- templatedRoute:\n    routeId: made\n    routeTemplateRef: nothing\n",
            ":2: there is no routeTemplate [nothing]"));
  }

  @Test
  void takesWhatARouteMayDo() {
    folder.write(
        MORE,
        """
        - beans:
            - name: mapper
              type: java.lang.Object
        - routeTemplate:
            id: sink
            description: Sends to one sink.
            parameters:
              - name: where
              - name: level
                defaultValue: INFO
            from:
              uri: direct:{{routeId}}
              steps:
                - to: '{{where}}'
        - templatedRoute:
            routeId: first-sink
            routeTemplateRef: sink
            parameters:
              - { name: where, value: "https://sink.example/v1.0?bridgeEndpoint=true" }
        - route:
            id: more
            description: Follows section 7.1, e.g. for v1.0 devices (see there).
            from:
              uri: timer:x?period={{period:5s}}
              steps:
                - bean: { ref: mapper }
                - log: "${header.x} direct:${header.y} {{?not.set}}"
                - toD: log:${header.z}
        """);

    assertThat(folder.faults()).isEmpty();
  }

  @Test
  void aTableIsCheckedByItsOwnRuleAtItsOwnLine() {
    folder.write(
        MORE,
        """
        - beans:
            - name: destinations
              type: x.Destinations
              properties:
                table: |
                  one
                  two
        """);
    TableRule rule =
        new TableRule() {
          @Override
          public String bean() {
            return "destinations";
          }

          @Override
          public List<Fault> faults(Bean bean) {
            Bean.Property table = bean.properties().get("table");
            return table == null
                ? List.of()
                : List.of(Fault.at(table.lineAt(2), "was " + table.value().lines().toList()));
          }
        };

    assertThat(folder.faults(rule)).containsExactly(MORE + ":7: was [one, two]");
  }
}
