package io.nicebridge.vms;

import io.nicebridge.mark.Analysis;
import io.nicebridge.mark.Item;
import io.nicebridge.mark.MarkDraft;
import io.nicebridge.mark.Vocabulary;
import io.nicebridge.vms.FrigateObject.Phase;
import io.nicebridge.vms.FrigateStories.Teller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One thing that Frigate tracks, from its first message to its last: which of them make a new
 * version of its SceneMark. The first one, a zone that is entered, a name that becomes known, a
 * score that is a tenth better, and the end.
 */
final class FrigateStory {
  private static final double BETTER = 0.1;

  /** As many versions as a SceneMark may have (ThumbnailList of the schema). */
  private static final int MOST = 1000;

  private final List<Instant> versions = new ArrayList<>();
  private final Set<String> zones = new HashSet<>();
  private String subLabel = "";
  private double score;
  private boolean over;

  /** True for a message that says something new. */
  boolean isNews(FrigateObject now) {
    boolean first = versions.isEmpty();
    boolean end = now.phase() == Phase.END;
    boolean more =
        !zones.containsAll(now.zones())
            || (!now.subLabel().isEmpty() && !now.subLabel().equals(subLabel))
            || now.score().orElse(0) >= score + BETTER - 1e-9;
    return !over && (first || end || (more && versions.size() < MOST));
  }

  /**
   * The SceneMark with the version that this message makes.
   *
   * @param known false when an earlier version may have been told before this process began
   */
  byte[] tell(FrigateObject now, Instant time, boolean known, Teller teller) {
    if (versions.isEmpty() && !known) {
      versions.add(now.start());
    }
    versions.add(time);
    zones.addAll(now.zones());
    subLabel = now.subLabel().isEmpty() ? subLabel : now.subLabel();
    score = Math.max(score, now.score().orElse(0));
    over = now.phase() == Phase.END;
    MarkDraft draft = MarkDraft.of(teller.nodeId(), now.id(), now.start());
    for (int i = 0; i < versions.size(); i++) {
      draft.version(i + 1, versions.get(i));
    }
    String status =
        over
            ? Vocabulary.UNDETECTED
            : subLabel.isEmpty() ? Vocabulary.DETECTED : Vocabulary.RECOGNIZED;
    List<Item> items = now.labels().stream().map(label -> item(label, now, teller)).toList();
    draft.analysis(
        new Analysis(teller.event().apply(zones), "", status, versions.size(), items),
        "Frigate",
        now.start(),
        now.end());
    if (over && !teller.media().isEmpty()) {
      media(draft, now, teller.media());
    }
    return draft.toJson();
  }

  private Item item(String label, FrigateObject now, Teller teller) {
    Item type = teller.item().apply(label);
    OptionalDouble best = score > 0 ? OptionalDouble.of(score) : OptionalDouble.empty();
    return new Item(
        type.type(),
        type.customType(),
        subLabel.isEmpty() ? now.id() : subLabel,
        best,
        now.box().flatMap(box -> teller.frame().flatMap(frame -> box.within(Optional.of(frame)))));
  }

  private static void media(MarkDraft draft, FrigateObject now, String media) {
    String event = media + "/api/events/" + now.id();
    if (now.snapshot()) {
      draft.sceneData("RGBStill", "JPEG", event + "/snapshot.jpg", now.start());
    }
    if (now.clip()) {
      draft.sceneData("RGBVideo", "H.264", event + "/clip.mp4", now.start());
    }
  }
}
