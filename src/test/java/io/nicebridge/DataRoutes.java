package io.nicebridge;

/** Route files that more than one test of data hands the bridge. */
final class DataRoutes {
  /** What comes by MQTT on broker main is kept. */
  static final String BY_MAIN =
      """
      - route:
          id: data-by-main
          description: Data by main.
          from:
            uri: mqtt-data:main
            steps:
              - process: { ref: keep-data }
      """;

  private DataRoutes() {}

  /** The sink archive: a webhook. */
  static String archive(String authority) {
    return """
        - templatedRoute:
            routeId: archive
            routeTemplateRef: webhook
            parameters:
              - { name: sink, value: archive }
              - { name: url, value: "https://%s/events" }
        """
        .formatted(authority);
  }
}
