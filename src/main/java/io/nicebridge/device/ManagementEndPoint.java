package io.nicebridge.device;

import java.util.Optional;

/**
 * What GetManagementEndPoint answers: who the license authority is, and at which broker the device
 * hears it (NICE 0.9 section 8.3).
 *
 * @param json as it came
 */
public record ManagementEndPoint(String json, AppEndPoint app, NetEndPoint net) {
  /** NICE 1.1 writes both endpoints into NICELAEndPoint, 1.0.x beside each other. */
  public static ManagementEndPoint parse(String json) {
    Part whole = Part.read("ManagementEndPoint", json);
    Optional<Part> within = whole.find("NICELAEndPoint");
    Part part = within.orElse(whole);
    return new ManagementEndPoint(
        json,
        AppEndPoint.of(part.object("AppEndPoint")),
        NetEndPoint.of(part.object("NetEndPoint")));
  }

  @Override
  public String toString() {
    return "ManagementEndPoint[" + app.id() + "]";
  }
}
