package io.nicebridge.mark;

import java.util.List;

/**
 * What one look at a scene found: a member of AnalysisList.
 *
 * @param event EventType
 * @param customEvent CustomEventType, empty where there is none
 * @param status ProcessingStatus
 * @param version of the SceneMark that added it; 0 where it does not say
 */
public record Analysis(
    String event, String customEvent, String status, double version, List<Item> items) {
  public Analysis {
    items = List.copyOf(items);
  }

  /** True where something was found, false where it went away or could not be looked for. */
  public boolean isSighting() {
    return Vocabulary.SIGHTINGS.contains(status);
  }

  /** True where what was seen before is gone. */
  public boolean isEnd() {
    return status.equals(Vocabulary.UNDETECTED);
  }

  /** What happened, as people say it. */
  public String name() {
    return event.equals(Vocabulary.CUSTOM) && !customEvent.isEmpty() ? customEvent : event;
  }
}
