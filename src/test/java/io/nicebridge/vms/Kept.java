package io.nicebridge.vms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.nicebridge.TestBridge;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a sink got of a bridge: the SceneMarks that an adapter made, held against the schema. */
public final class Kept {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA = schema();

  private final Path folder;

  private Kept(Path folder) {
    this.folder = folder;
  }

  /** Gives the bridge a sink that writes lines. */
  static Kept by(TestBridge.Builder builder) {
    builder.route(
        "my-sinks.camel.yaml",
        """
        - templatedRoute:
            routeId: lines
            routeTemplateRef: lines
            parameters:
              - { name: sink, value: lines }
              - { name: folder, value: marks }
        """);
    return new Kept(builder.home().resolve("marks"));
  }

  private static JsonSchema schema() {
    try (InputStream in =
        Kept.class.getResourceAsStream("/samples/nodesdk-scenemark.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V6)
          .getSchema(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SceneMarks in their order. */
  List<JsonNode> marks() {
    List<JsonNode> marks = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
          for (String line : Files.readAllLines(file)) {
            marks.add(JSON.readTree(line).path("data"));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return marks;
  }

  /** What the schema of the field says against a SceneMark; nothing, if it is good. */
  public static List<String> against(JsonNode mark) {
    return SCHEMA.validate(mark).stream().map(Object::toString).toList();
  }
}
