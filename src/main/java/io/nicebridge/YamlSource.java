package io.nicebridge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * From bytes to YAML, for files that a person may have broken in any way. Only what Camel reads in
 * the same sense gets through: no tabs, no byte order mark, no key twice, no aliases (which also
 * rules out those that grow to gigabytes), and nothing too long or too deep to be a route file.
 */
final class YamlSource {
  private static final int MOST_BYTES = 1 << 20;
  private static final int DEEPEST = 64;
  private static final LoadSettings SETTINGS = LoadSettings.builder().setLabel("yaml").build();

  /** The file says something that Camel would not read, or not in the same sense. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    Unreadable(int line, String sentence) {
      super(sentence);
      this.line = line;
    }

    Fault in(String file) {
      return new Fault(file, line, getMessage() + "");
    }
  }

  private YamlSource() {}

  /** The root of the file; empty for a file that says nothing. */
  static Optional<YamlTree> read(byte[] bytes) throws Unreadable {
    String text = decode(bytes);
    tabs(text);
    try {
      limits(text);
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      Optional<YamlTree> tree = root.map(YamlTree::new);
      if (tree.isPresent()) {
        duplicates(tree.get());
      }
      return tree;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
      int column = e.getProblemMark().map(Mark::getColumn).orElse(-1) + 1;
      throw new Unreadable(line, "column %d is no YAML: %s".formatted(column, e.getProblem()));
    } catch (YamlEngineException e) {
      throw new Unreadable(0, "the file is no YAML: it holds a character that may not be in one");
    }
  }

  private static String decode(byte[] bytes) throws Unreadable {
    if (bytes.length > MOST_BYTES) {
      throw new Unreadable(
          0, "the file must be at most %d bytes, was %d".formatted(MOST_BYTES, bytes.length));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.startsWith("\uFEFF")) {
        throw new Unreadable(1, "the file begins with a byte order mark: save it without");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new Unreadable(0, "the file must be UTF-8");
    }
  }

  private static void tabs(String text) throws Unreadable {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String indent = line.substring(0, line.length() - line.stripLeading().length());
      if (indent.contains("\t")) {
        throw new Unreadable(
            i + 1,
            "column %d is a tab: YAML is indented with spaces".formatted(indent.indexOf('\t') + 1));
      }
    }
  }

  /** On the events, before anything is built that could be large or deep. */
  private static void limits(String text) throws Unreadable {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      int line = event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
      if (event instanceof AliasEvent) {
        throw new Unreadable(line, "an alias must be written out: Camel and people read on");
      } else if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw new Unreadable(line, "must be at most %d levels deep".formatted(DEEPEST));
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private static void duplicates(YamlTree tree) throws Unreadable {
    Map<String, Integer> seen = new HashMap<>();
    for (Map.Entry<YamlTree, YamlTree> entry : tree.entries()) {
      int line = entry.getKey().line();
      Integer first = seen.putIfAbsent(entry.getKey().name(), line);
      if (first != null) {
        throw new Unreadable(
            line,
            "the key [%s] stands twice, first in line %d"
                .formatted(entry.getKey().text().orElse(""), first));
      }
      duplicates(entry.getValue());
    }
    for (YamlTree item : tree.items()) {
      duplicates(item);
    }
  }
}
