package io.nicebridge.device;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who an endpoint is: {@code AppEndPoint} of the objects of NICE.
 *
 * @param chain its own certificate first; it signs the access tokens of this authority
 */
public record AppEndPoint(EndPointId id, List<X509Certificate> chain) {
  public AppEndPoint {
    chain = List.copyOf(chain);
  }

  /** NICE 1.0.x calls the EndPointID NICEIdentifier, a schema of 1.1 has X509Certificate. */
  static AppEndPoint of(Part part) {
    String member = part.has("X509Certificate") ? "X509Certificate" : "X.509Certificate";
    List<X509Certificate> chain = Certificates.of(part, member);
    if (chain.isEmpty()) {
      throw new Malformed(
          part.named(member) + " is missing: nobody's access token could be verified");
    }
    return new AppEndPoint(part.endPoint("EndPointID", "NICEIdentifier"), chain);
  }

  X509Certificate own() {
    return chain.get(0);
  }

  @Override
  public String toString() {
    return "AppEndPoint[" + id + "]";
  }
}
