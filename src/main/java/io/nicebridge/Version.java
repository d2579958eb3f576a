package io.nicebridge;

import java.util.Optional;

/** Which bridge this is: what the jar's manifest says. */
final class Version {
  /** Classes without a jar around them have no version. */
  static final String UNPACKAGED = "unpackaged";

  private Version() {}

  /** As in the pom: {@code 0.1.0}. */
  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse(UNPACKAGED);
  }
}
