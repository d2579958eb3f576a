package io.nicebridge.vms;

import java.util.Locale;

/** SceneMarks as cameras send them, for tests. */
public final class SceneMarks {
  public static final String NODE = "00000001-5cdd-280b-8002-000000000001_0001";

  private SceneMarks() {}

  /** One thing seen, version 1.0. */
  public static String seen(String id, String event, String item, double probability) {
    return mark(id, NODE, event, "Detected", object(item, probability, 0.25, 0.2, 0.15, 0.5));
  }

  /** What it saw is gone: version 2.0. */
  public static String gone(String id, String event, String item) {
    return mark(id, NODE, event, "Undetected", object(item, 0.5, 0.25, 0.2, 0.15, 0.5));
  }

  public static String mark(String id, String node, String event, String status, String objects) {
    return """
    {"Version":"1.0","SceneMarkID":"%s","NodeID":"%s","TimeStamp":"2026-01-05T10:15:30.250Z",
     "SceneMarkStatus":"Active","VersionControl":{"VersionList":[{"VersionNumber":1.0,"NodeID":"0001"}]},
     "AnalysisList":[{"VersionNumber":1.0,"EventType":"%s","CustomEventType":"","ProcessingStatus":"%s",
       "DetectedObjects":[%s]}]}\
    """
        .formatted(id, node, event, status, objects);
  }

  public static String object(
      String item, double probability, double x, double y, double width, double height) {
    return String.format(
        Locale.ROOT,
        """
        {"NICEItemType":"%s","CustomItemType":"","ItemID":"7","Probability":%s,
         "BoundingBox":{"XCoordinate":%s,"YCoordinate":%s,"Width":%s,"Height":%s}}\
        """,
        item,
        probability,
        x,
        y,
        width,
        height);
  }
}
