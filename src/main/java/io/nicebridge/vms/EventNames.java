package io.nicebridge.vms;

import io.nicebridge.id.Malformed;
import io.nicebridge.mark.Analysis;
import io.nicebridge.mark.Item;
import io.nicebridge.mark.SceneMark;
import io.nicebridge.mark.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a VMS calls what a SceneMark says. A line is an EventType, an item type and a name; the
 * first line that fits wins.
 *
 * <p>An EventType is one of the schema's, {@code Custom:<CustomEventType>} with underscores for its
 * blanks, {@code Motion} for whatever has that ProcessingStatus, or {@code *}. An item is a
 * NICEItemType, {@code Custom:<CustomItemType>}, or {@code *}: any, and none at all.
 */
public final class EventNames {
  private static final String ANY = "*";
  private static final String CUSTOM = Vocabulary.CUSTOM + ":";

  private final List<Line> lines = new ArrayList<>();

  private record Line(String event, String item, String name) {
    boolean fits(Analysis analysis) {
      return event.equals(ANY)
          || event.equals(analysis.event())
          || (event.equals(Vocabulary.MOTION) && analysis.status().equals(Vocabulary.MOTION))
          || isCustom(event, analysis.event(), analysis.customEvent());
    }

    boolean fits(Item thing) {
      return item.equals(ANY)
          || item.equals(thing.type())
          || isCustom(item, thing.type(), thing.customType());
    }

    private static boolean isCustom(String wanted, String type, String custom) {
      return type.equals(Vocabulary.CUSTOM) && wanted.equals(CUSTOM + custom.replace(' ', '_'));
    }

    boolean covers(Line other) {
      return covers(event, other.event) && covers(item, other.item);
    }

    private static boolean covers(String one, String other) {
      return one.equals(ANY)
          || one.equals(other)
          || (one.equals(Vocabulary.CUSTOM) && other.startsWith(CUSTOM));
    }
  }

  /**
   * Adds a line below the others.
   *
   * @throws Malformed when it can never fit
   */
  public void add(String event, String item, String name) {
    require("EventType", event, Vocabulary.EVENTS, Set.of(Vocabulary.MOTION));
    require("item", item, Vocabulary.ITEMS, Set.of());
    if (name.isBlank() || !PlainText.of(name).equals(name)) {
      throw new Malformed("a line must end with a name of at most 255 printable characters");
    }
    Line line = new Line(event, item, name);
    if (lines.stream().anyMatch(earlier -> earlier.covers(line))) {
      throw new Malformed(
          "[%s %s] is never reached: a line above it fits the same".formatted(event, item));
    }
    lines.add(line);
  }

  private static void require(String what, String word, Set<String> words, Set<String> more) {
    boolean known =
        word.equals(ANY)
            || words.contains(word)
            || more.contains(word)
            || (word.startsWith(CUSTOM) && word.length() > CUSTOM.length());
    if (!known) {
      throw new Malformed(
          "the %s [%s] must be *, Custom:<name>, or one that the SceneMark schema has%s"
              .formatted(what, Malformed.quoted(word), nearest(word, words)));
    }
  }

  /** The schema's own spelling, where only capitals differ or a letter that it has too many. */
  private static String nearest(String word, Set<String> words) {
    return words.stream()
        .filter(known -> plain(known).equals(plain(word)))
        .findFirst()
        .map(known -> ": it writes " + known)
        .orElse("");
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT)
        .replaceAll("(.)\\1+", "$1")
        .replace("intrustion", "intrusion");
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** What the VMS is told of a SceneMark's newest version, if anything. */
  public Optional<Sighting> of(SceneMark mark) {
    return find(mark, Analysis::isSighting);
  }

  /** By which name the VMS was told of what a SceneMark says is gone, if it says so. */
  public Optional<Sighting> endOf(SceneMark mark) {
    return find(mark, Analysis::isEnd);
  }

  private Optional<Sighting> find(SceneMark mark, Predicate<Analysis> which) {
    List<Analysis> news = mark.news().stream().filter(which).toList();
    for (Line line : lines) {
      for (Analysis analysis : news) {
        if (line.fits(analysis)) {
          List<Item> items = analysis.items().stream().filter(line::fits).toList();
          if (line.item().equals(ANY) || !items.isEmpty()) {
            return Optional.of(new Sighting(mark, analysis, items, line.name()));
          }
        }
      }
    }
    return Optional.empty();
  }
}
