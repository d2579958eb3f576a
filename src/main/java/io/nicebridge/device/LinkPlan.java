package io.nicebridge.device;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A connection that a device must have.
 *
 * @param roots who may vouch for the broker
 */
record LinkPlan(MqttScheme to, List<X509Certificate> roots) {
  LinkPlan {
    roots = List.copyOf(roots);
  }
}
