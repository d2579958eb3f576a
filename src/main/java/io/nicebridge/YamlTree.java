package io.nicebridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A part of a YAML file, and the line that it begins in. */
record YamlTree(Node node) {
  private static final Pattern DASH_LETTER = Pattern.compile("-([a-z])");

  /** From 1. */
  int line() {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }

  /** Where the text of a scalar begins: below the {@code |} or {@code >} of a block. */
  int textLine() {
    return node instanceof ScalarNode scalar
            && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                || scalar.getScalarStyle() == ScalarStyle.FOLDED)
        ? line() + 1
        : line();
  }

  Optional<String> text() {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isEmpty() {
    return text().filter(String::isBlank).isPresent() || (isList() && items().isEmpty());
  }

  List<YamlTree> items() {
    return node instanceof SequenceNode sequence
        ? sequence.getValue().stream().map(YamlTree::new).toList()
        : List.of();
  }

  /** The entries of a mapping, in order, as they are spelt. */
  List<Map.Entry<YamlTree, YamlTree>> entries() {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream().map(YamlTree::entry).toList()
        : List.of();
  }

  private static Map.Entry<YamlTree, YamlTree> entry(NodeTuple tuple) {
    return Map.entry(new YamlTree(tuple.getKeyNode()), new YamlTree(tuple.getValueNode()));
  }

  /** The entries by name; {@code to-d} is {@code toD}, as for Camel. */
  Map<String, YamlTree> fields() {
    Map<String, YamlTree> fields = new LinkedHashMap<>();
    entries().forEach(entry -> fields.put(entry.getKey().name(), entry.getValue()));
    return fields;
  }

  Optional<YamlTree> field(String name) {
    return Optional.ofNullable(fields().get(name));
  }

  Optional<String> field(String name, String otherName) {
    return field(name).or(() -> field(otherName)).flatMap(YamlTree::text);
  }

  /** The text as the name of a field. */
  String name() {
    return DASH_LETTER
        .matcher(text().orElse(""))
        .replaceAll(match -> match.group(1).toUpperCase(java.util.Locale.ROOT));
  }

  /** The values of a mapping that are plain text. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<YamlTree, YamlTree> entry : entries()) {
      entry.getValue().text().ifPresent(text -> texts.put(entry.getKey().text().orElse(""), text));
    }
    return texts;
  }
}
