package io.nicebridge.vms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nicebridge.id.Malformed;
import io.nicebridge.mark.Analysis;
import io.nicebridge.mark.Item;
import io.nicebridge.mark.MarkDraft;
import io.nicebridge.mark.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which notices of ONVIF cameras are SceneMarks. A line is a topic (or its beginning and {@code
 * *}), the field of the data whose change from false to true is the event ({@code -}: each notice
 * is one), an EventType, and an item: a NICEItemType, {@code -}, or {@code =<field>}, whose words
 * the second table translates.
 */
public final class OnvifRules {
  private static final String NONE = "-";
  private static final String CUSTOM = Vocabulary.CUSTOM + ":";

  /** States of cameras, rules and channels that are remembered. */
  private static final int MOST = 100_000;

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Cache<String, State> states = Caffeine.newBuilder().maximumSize(MOST).build();

  private record Line(String topic, String field, String event, String item) {
    boolean fits(String asked) {
      return topic.endsWith("*")
          ? asked.startsWith(topic.substring(0, topic.length() - 1))
          : asked.equals(topic);
    }
  }

  /**
   * What was last said.
   *
   * @param since when it became true
   */
  private record State(boolean on, Optional<Instant> since) {}

  /**
   * Adds a line below the others.
   *
   * @throws Malformed when it can never make a valid SceneMark
   */
  public void add(String topic, String field, String event, String item) {
    boolean known =
        event.equals(Vocabulary.MOTION)
            || Vocabulary.EVENTS.contains(event)
            || (event.startsWith(CUSTOM) && event.length() > CUSTOM.length());
    if (!known) {
      throw Malformed.of("the EventType", event, "Motion, Custom:<name>, or one of the schema");
    }
    boolean thing = item.equals(NONE) || item.startsWith("=") || Vocabulary.ITEMS.contains(item);
    if (!thing) {
      throw Malformed.of("the item", item, "-, =<field>, or a NICEItemType of the schema");
    }
    lines.add(new Line(topic, field, event, item));
  }

  /**
   * Says what a camera's word is in NICE.
   *
   * @throws Malformed when it is no NICEItemType
   */
  public void label(String word, String item) {
    if (!Vocabulary.ITEMS.contains(item)) {
      throw Malformed.of("the item", item, "a NICEItemType of the schema");
    }
    labels.put(word, item);
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * The SceneMark that a notice makes.
   *
   * @param settled true where the notice only tells how things stand: it is remembered
   * @return empty for what is no line's, or no change from false to true
   */
  public Optional<byte[]> mark(
      String nodeId, OnvifNotice notice, boolean settled, Instant arrived) {
    return lines.stream()
        .filter(line -> line.fits(notice.topic()))
        .findFirst()
        .filter(line -> begins(nodeId, line, notice, settled))
        .map(line -> draft(nodeId, line, notice, notice.time().orElse(arrived)));
  }

  private synchronized boolean begins(
      String nodeId, Line line, OnvifNotice notice, boolean settled) {
    if (line.field().equals(NONE)) {
      return !settled;
    }
    Optional<Boolean> now = notice.flag(line.field());
    if (now.isEmpty()) {
      return false;
    }
    String key = nodeId + " " + notice.about();
    State before = states.getIfPresent(key);
    // The same notice again, because it could not be kept the first time.
    boolean again =
        before != null
            && before.on()
            && notice.time().isPresent()
            && before.since().equals(notice.time());
    if (before == null || before.on() != now.get()) {
      states.put(key, new State(now.get(), settled ? Optional.empty() : notice.time()));
    }
    return now.get() && !settled && (again || before == null || !before.on());
  }

  private byte[] draft(String nodeId, Line line, OnvifNotice notice, Instant time) {
    boolean motion = line.event().equals(Vocabulary.MOTION);
    boolean custom = line.event().startsWith(CUSTOM);
    Analysis found =
        new Analysis(
            motion || custom ? Vocabulary.CUSTOM : line.event(),
            custom ? line.event().substring(CUSTOM.length()) : motion ? Vocabulary.MOTION : "",
            motion ? Vocabulary.MOTION : Vocabulary.DETECTED,
            1,
            items(line, notice));
    return MarkDraft.of(nodeId, notice.about() + " " + time, time)
        .version(1, time)
        .analysis(found, PlainText.of("ONVIF " + notice.topic()), time, Optional.empty())
        .toJson();
  }

  private List<Item> items(Line line, OnvifNotice notice) {
    if (line.item().equals(NONE)) {
      return List.of();
    }
    String id =
        PlainText.of(
            notice.data().getOrDefault("ObjectId", notice.data().getOrDefault("objectId", "")));
    if (!line.item().startsWith("=")) {
      return List.of(item(line.item(), "", id));
    }
    List<Item> items = new ArrayList<>();
    for (String word :
        notice.data().getOrDefault(line.item().substring(1), "").split("[,; ]+", 8)) {
      if (!word.isBlank()) {
        String type = labels.getOrDefault(word, Vocabulary.CUSTOM);
        items.add(item(type, type.equals(Vocabulary.CUSTOM) ? PlainText.of(word) : "", id));
      }
    }
    return items;
  }

  private static Item item(String type, String custom, String id) {
    return new Item(type, custom, id, OptionalDouble.empty(), Optional.empty());
  }
}
