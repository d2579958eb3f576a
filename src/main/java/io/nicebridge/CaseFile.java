package io.nicebridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nicebridge.cases.Case;
import io.nicebridge.cases.CaseReader;
import io.nicebridge.cases.Part;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A file of route cases.
 *
 * @param name from the bridge's folder
 */
record CaseFile(String name, List<Case> cases, List<Fault> faults) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Reads it; what is wrong with it is a fault. */
  static CaseFile read(Path home, Path path) {
    String name = RouteFiles.name(home, path);
    try {
      Optional<YamlTree> root = YamlSource.read(Files.readAllBytes(path));
      if (root.isEmpty() || root.get().isEmpty()) {
        return faulty(new Fault(name, 0, "the file is empty: it must hold cases, or go"));
      }
      Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(home);
      CaseReader.Reading reading = CaseReader.read(part(root.get()), folder);
      List<Fault> faults =
          reading.problems().stream()
              .map(problem -> new Fault(name, problem.line(), problem.sentence()))
              .toList();
      return new CaseFile(name, reading.cases(), faults);
    } catch (YamlSource.Unreadable e) {
      return faulty(e.in(name));
    } catch (IOException e) {
      return faulty(new Fault(name, 0, "the file cannot be read"));
    }
  }

  private static CaseFile faulty(Fault fault) {
    return new CaseFile(fault.file(), List.of(), List.of(fault));
  }

  /** The same, without YAML. */
  static Part part(YamlTree tree) {
    if (tree.isList()) {
      return new Part.Items(tree.line(), tree.items().stream().map(CaseFile::part).toList());
    }
    if (tree.node() instanceof ScalarNode scalar) {
      return new Part.Scalar(tree.line(), value(scalar));
    }
    return new Part.Fields(
        tree.line(),
        tree.entries().stream()
            .map(
                entry ->
                    new Part.Field(
                        entry.getKey().text().orElse(""),
                        entry.getKey().line(),
                        part(entry.getValue())))
            .toList());
  }

  /** As JSON would have it (YAML 1.2.2 section 10.2): 0001 is a text, 1 is a number. */
  private static JsonNode value(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    } else if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    } else if (tag.equals(Tag.INT)) {
      BigInteger number = new BigInteger(text);
      return number.bitLength() < Integer.SIZE
          ? JSON.numberNode(number.intValue())
          : JSON.numberNode(number);
    } else if (tag.equals(Tag.FLOAT) && text.matches("[-+.0-9eE]+")) {
      return JSON.numberNode(new BigDecimal(text));
    }
    return JSON.textNode(text);
  }
}
