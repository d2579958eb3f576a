package io.nicebridge.bench.load;

import io.nicebridge.bench.Devices;
import java.util.List;
import java.util.stream.IntStream;

/**
 * SceneMarks of many cameras in Common Messages (NICE 0.9 section 8.2), of {@value #SIZE} bytes
 * each, all to one service.
 */
final class SceneMarks {
  /** Of each Common Message, in bytes. */
  static final int SIZE = 1_000;

  /** Fits the topics of all of them. */
  static final String FILTER = "+/+/data/#";

  private static final String SERVICE = "00000001-5cdd-280b-8002-000000000001";

  private SceneMarks() {}

  /** One for each camera. */
  static List<Mould> of(int cameras) {
    return IntStream.range(0, cameras).mapToObj(SceneMarks::mould).toList();
  }

  static String topic(int camera) {
    return "1/%s/data/%04d/0001".formatted(SERVICE, camera);
  }

  private static Mould mould(int camera) {
    int room = SIZE - message(camera, "").length();
    return Mould.of(message(camera, "x".repeat(room)));
  }

  private static String message(int camera, String description) {
    String id = "00000001-5eab-2e10-8003-%012x".formatted(camera);
    return """
        {"MessageType":"request","SourceEndPointID":"%1$s","DestinationEndPointID":"%2$s",\
        "DateTimeStamp":"%3$s","CommandID":%4$d,"CommandType":"/%5$s","EncryptionOn":false,\
        "Payload":{"Body":{"Version":"1.0","TimeStamp":"%3$s","SceneMarkID":"SMK_%4$d",\
        "SourceNodeID":"%1$s_0001","SceneMarkStatus":"Active","AnalysisList":[{"VersionNumber":1.0,\
        "SourceNodeID":"%1$s_0001","AnalysisDescription":"%6$s","EventType":"ItemPresence","TotalItemCount":1,\
        "DetectedObjects":[{"NICEItemType":"Human","ItemID":"1","ItemTypeCount":1,"Probability":0.92}]}]}}}"""
        .formatted(id, SERVICE, Devices.STAMP, Mould.FIRST, topic(camera), description);
  }
}
