package io.nicebridge.device;

import io.nicebridge.id.EndPointId;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * What SetControlObject brings: who may control the device beside its account service, and which
 * tokens are good no longer.
 *
 * @param json as it came
 * @param controllers their tokens count for this device, too
 */
public record ControlObject(
    String json,
    EndPointId device,
    List<AppEndPoint> controllers,
    Set<String> revoked,
    List<X509Certificate> tlsRoots) {
  public ControlObject {
    controllers = List.copyOf(controllers);
    revoked = Set.copyOf(revoked);
    tlsRoots = List.copyOf(tlsRoots);
  }

  public static ControlObject parse(String json) {
    Part part = Part.read("ControlObject", json);
    return new ControlObject(
        json,
        part.endPoint("DeviceID"),
        part.objects("ControlEndPoints").stream()
            .map(one -> AppEndPoint.of(one.object("AppEndPoint")))
            .toList(),
        ManagementObject.revoked(part),
        Certificates.of(part, "AllowedTLSRootCertificates"));
  }

  @Override
  public String toString() {
    return "ControlObject[" + device + "]";
  }
}
