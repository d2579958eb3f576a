package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files change together. */
class ContextPlanTest {
  private static final String DOOR = "routes/front-door.camel.yaml";
  private static final String CONTROL = "routes/control.camel.yaml";
  private static final String SINK = "routes/sink.camel.yaml";
  private static final String SHARED = "routes/shared.camel.yaml";

  private Path home;
  private Folder folder;

  @BeforeEach
  void aGoodFolder(@TempDir Path home) {
    this.home = home;
    folder = new Folder(home);
  }

  private List<ContextPlan> plans() {
    Settings settings = Settings.read(home);
    return ContextPlan.of(RouteFiles.read(home, settings), settings);
  }

  private static String route(String id, String from, String step) {
    return """
        - route:
            id: %s
            description: For a test of the plans.
            from:
              uri: %s
              steps:
                - %s
        """
        .formatted(id, from, step);
  }

  @Test
  void keepsWhatIsOnlyCalledTogether() {
    assertThat(plans()).containsExactly(plan(ContextPlan.HOUSE, Set.of("control"), DOOR, CONTROL));
  }

  @Test
  void givesAFileThatDrivesItselfAContextOfItsOwnWithWhatIsDeclaredForAll() {
    folder.write(SHARED, "- beans:\n    - name: shelf\n      type: java.util.ArrayList\n");
    folder.write(SINK, route("sink", "timer:sink", "to: direct:control"));

    assertThat(plans())
        .containsExactly(
            plan(ContextPlan.HOUSE, Set.of("control"), DOOR, CONTROL, SHARED),
            plan(SINK, Set.of(), SINK, SHARED));
  }

  @Test
  void keepsAFileInTheHouseThatUsesABeanOfAnotherFileWithRoutes() {
    folder.write(
        SHARED,
        route("other", "direct:other", "to: direct:control")
            + "- beans:\n    - name: shelf\n      type: java.util.ArrayList\n");
    folder.write(SINK, route("sink", "timer:sink", "bean: { ref: shelf, method: size }"));

    assertThat(plans())
        .containsExactly(
            plan(ContextPlan.HOUSE, Set.of("control", "other"), DOOR, CONTROL, SHARED, SINK));
  }

  @Test
  void keepsAllInTheHouseWhenARouteFileSaysWhatHoldsForEveryRoute() {
    folder.write(
        SHARED,
        route("other", "direct:other", "to: direct:control")
            + "- routeConfiguration:\n    description: For all.\n    onException: []\n");
    folder.write(SINK, route("sink", "timer:sink", "to: direct:control"));

    assertThat(plans())
        .containsExactly(
            plan(ContextPlan.HOUSE, Set.of("control", "other"), DOOR, CONTROL, SHARED, SINK));
  }

  /** The bridge hands these what comes, and hands it to the house alone. */
  @ParameterizedTest
  @ValueSource(strings = {"sink:archive", "mqtt-data:main", "signaling:main"})
  void keepsAFileInTheHouseThatIsHandedWhatComesAlsoWhenATimerIsInIt(String from) {
    folder.write(
        SINK,
        route("sink", "timer:sink", "to: direct:control")
            + route("handed", from, "to: direct:control"));

    assertThat(plans())
        .containsExactly(plan(ContextPlan.HOUSE, Set.of("control"), DOOR, CONTROL, SINK));
  }

  @Test
  void countsARouteMadeFromATemplateByWhatItConsumes() {
    folder.write(
        SHARED,
        """
        - routeTemplate:
            id: sink
            parameters:
              - name: every
            from:
              uri: timer:{{every}}
              steps:
                - to: direct:control
        """);
    folder.write(
        SINK,
        """
        - templatedRoute:
            routeTemplateRef: sink
            routeId: first-sink
            parameters:
              - name: every
                value: day
        """);

    assertThat(plans())
        .containsExactly(
            plan(ContextPlan.HOUSE, Set.of("control"), DOOR, CONTROL, SHARED),
            plan(SINK, Set.of(), SINK, SHARED));
  }

  private static ContextPlan plan(String name, Set<String> entrances, String... files) {
    return new ContextPlan(name, Set.of(files), entrances);
  }
}
