package io.nicebridge.mark;

import java.util.Set;

/**
 * The words of the SceneMark schema, as it writes them: two are misspelt there, and stay so,
 * because a reader that validates would refuse them mended.
 */
public final class Vocabulary {
  public static final String CUSTOM = "Custom";
  public static final String MOTION = "Motion";
  public static final String DETECTED = "Detected";
  public static final String RECOGNIZED = "Recognized";
  public static final String UNDETECTED = "Undetected";

  /** NICEItemType. */
  public static final Set<String> ITEMS =
      Set.of(
          MOTION,
          "Face",
          "Human",
          "Vehicle",
          "Label",
          "TextLogoQRCode",
          "Animal",
          CUSTOM,
          "Scene",
          "Fire",
          "Furniture",
          "Bag",
          "Acccessory",
          "Undefined",
          "Weapon",
          "Test");

  /** EventType. */
  public static final Set<String> EVENTS =
      Set.of(
          CUSTOM,
          "RegionOfInterest",
          "ItemPresence",
          "Loitering",
          "Intrusion",
          "Falldown",
          "Violence",
          "Fire",
          "Abandonment",
          "SpeedGate",
          "Xray",
          "Facility",
          "Scheduled",
          "Test",
          "HatOff",
          "LightOff",
          "PosBreak",
          "IllegalStay",
          "RevIntrustion",
          "LineCrossing");

  /** ProcessingStatus, those that say that something is there. */
  static final Set<String> SIGHTINGS =
      Set.of("CustomAnalysis", MOTION, DETECTED, RECOGNIZED, "Characterized");

  private Vocabulary() {}
}
