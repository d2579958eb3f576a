package io.nicebridge.device;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a device is born with: the DeviceSecurityObject that its maker had from the NICE license
 * authority. A mounted file, never in a repository: it holds the token of the first request.
 *
 * @param la where the license authority is asked, by HTTPS
 * @param tlsRoots AllowedTLSRootCertificates: who may vouch for its servers (NICE 0.9 section 5)
 * @param laRoots NICELARootCertificate: to which the license authority's own certificate must lead
 */
public record SecurityObject(
    EndPointId device,
    NetEndPoint la,
    List<X509Certificate> tlsRoots,
    List<X509Certificate> laRoots) {
  private static final String NAME = "DeviceSecurityObject";

  public SecurityObject {
    tlsRoots = List.copyOf(tlsRoots);
    laRoots = List.copyOf(laRoots);
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException one sentence, with nothing of what stands in the file
   */
  public static SecurityObject load(EndPointId device, Path file) {
    try {
      SecurityObject object = parse(Files.readString(file));
      if (!object.device().equals(device)) {
        throw new Malformed(
            "DeviceID [%s] must be the device's EndPointID %s".formatted(object.device(), device));
      }
      return object;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the DeviceSecurityObject [%s] must be a file that can be read".formatted(file), e);
    } catch (Malformed malformed) {
      throw new IllegalArgumentException(
          "the DeviceSecurityObject [%s]: %s".formatted(file, malformed.sentence()), malformed);
    }
  }

  static SecurityObject parse(String json) {
    Part part = Part.read(NAME, json);
    NetEndPoint la = NetEndPoint.of(part.object("NICELAEndPoint"));
    if (la.web().isEmpty()) {
      throw new Malformed("NICELAEndPoint.Scheme must have one with the Protocol WebAPI");
    }
    return new SecurityObject(
        part.endPoint("DeviceID"),
        la,
        required(part, "AllowedTLSRootCertificates"),
        required(part, "NICELARootCertificate"));
  }

  private static List<X509Certificate> required(Part part, String member) {
    List<X509Certificate> roots = Certificates.of(part, member);
    if (roots.isEmpty()) {
      throw new Malformed(part.named(member) + " must hold at least one certificate");
    }
    return roots;
  }

  @Override
  public String toString() {
    return "SecurityObject[" + device + "]";
  }
}
