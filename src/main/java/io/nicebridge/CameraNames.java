package io.nicebridge;

import io.nicebridge.RouteFile.Contents;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.step.Cameras;
import io.nicebridge.step.Destinations;
import io.nicebridge.step.MilestoneWebhook;
import io.nicebridge.step.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cameras that are called, and the table of their names. A case may say something else in the place
 * of the table: this is asked by a check, not by a case.
 */
final class CameraNames {
  private static final String TOKEN = "token=";
  private static final String TABLE = "table";

  private final Rule.House house;

  private CameraNames(Rule.House house) {
    this.house = house;
  }

  static List<Fault> faults(Check.Depth depth) {
    RouteFiles files = RouteFiles.read(depth.home(), depth.settings());
    CameraNames names = new CameraNames(Rule.House.of(files, depth.settings(), depth.names()));
    return Stream.concat(
            names.everyEventCallsACameraThatIsThere(), names.everyTokenSourceOfACameraIsThere())
        .toList();
  }

  /** As a call finds it: by a name of a table, else as an EndPointID. */
  private Stream<Fault> everyEventCallsACameraThatIsThere() {
    Set<String> known =
        Stream.concat(tables(Cameras.NAME).map(Bean.Property::value), added().stream())
            .flatMap(table -> Table.rows(table).stream())
            .map(CameraNames::name)
            .collect(Collectors.toSet());
    Function<String, Strictness> strictness = strictness();
    return house.files().all(Contents::beans).stream()
        .filter(bean -> bean.type().equals(MilestoneWebhook.class.getName()))
        .flatMap(bean -> Optional.ofNullable(bean.properties().get("commands")).stream())
        .flatMap(
            table ->
                Table.rows(table.value()).stream()
                    .filter(row -> !known.contains(name(row).toLowerCase(Locale.ROOT)))
                    .filter(row -> !isId(name(row), strictness))
                    .map(
                        row ->
                            Fault.at(
                                table.lineAt(row.line()),
                                "the camera [%s] must be an EndPointID, or have a line in routes/cameras.camel.yaml%s"
                                    .formatted(
                                        name(row), Nearest.hint(name(row), known.stream())))));
  }

  private static String name(Table.Row row) {
    return row.columns().get(0);
  }

  private Stream<Bean.Property> tables(String name) {
    return house.files().all(Contents::beans).stream()
        .filter(bean -> bean.name().equals(name))
        .flatMap(bean -> Optional.ofNullable(bean.properties().get(TABLE)).stream());
  }

  /** What the REST face has added. Of a file that cannot be read {@link MaterialRules} says so. */
  private Optional<String> added() {
    return house
        .settings()
        .text("nice.call.folder")
        .map(folder -> Wiring.addedCameras(house.settings()))
        .filter(Files::isReadable)
        .flatMap(
            file -> {
              try {
                return Optional.of(Files.readString(file));
              } catch (IOException unreadable) {
                return Optional.empty();
              }
            });
  }

  /** Of a table that cannot be read its own rule says more: any EndPointID may be meant then. */
  private Function<String, Strictness> strictness() {
    Destinations read = new Destinations();
    try {
      tables(Destinations.NAME).map(Bean.Property::value).forEach(read::setTable);
      return read::strictnessOf;
    } catch (IllegalArgumentException bad) {
      return id -> Strictness.LENIENT;
    }
  }

  private static boolean isId(String text, Function<String, Strictness> strictness) {
    try {
      var unused = EndPointId.parse(text, strictness.apply(text));
      return true;
    } catch (Malformed noId) {
      return false;
    }
  }

  /** A camera that nobody has a token for. */
  private Stream<Fault> everyTokenSourceOfACameraIsThere() {
    Set<String> sources = house.settings().tokenSources();
    return tables(Cameras.NAME)
        .flatMap(
            table ->
                Table.rows(table.value()).stream()
                    .flatMap(
                        row ->
                            row.columns().stream()
                                .filter(column -> column.startsWith(TOKEN))
                                .map(column -> column.substring(TOKEN.length()))
                                .filter(name -> !name.isEmpty() && !sources.contains(name))
                                .map(
                                    name ->
                                        Fault.at(
                                            table.lineAt(row.line()),
                                            "the token source [%s] must be one of the settings: nice.token-source.%s.…%s"
                                                .formatted(
                                                    name,
                                                    name,
                                                    Nearest.hint(name, sources.stream()))))));
  }
}
