package io.nicebridge.id;

import java.util.Optional;

/** The three Interfaces that every Entity has (NICE 0.9 section 2). */
public enum Interface {
  MANAGEMENT("management"),
  CONTROL("control"),
  DATA("data");

  private final String segment;

  Interface(String segment) {
    this.segment = segment;
  }

  /** The word that stands for it in a path (section 3). */
  public String segment() {
    return segment;
  }

  /** The Interface of exactly this word: {@code MANAGEMENT} in capitals is none. */
  static Optional<Interface> of(String segment) {
    return switch (segment) {
      case "management" -> Optional.of(MANAGEMENT);
      case "control" -> Optional.of(CONTROL);
      case "data" -> Optional.of(DATA);
      default -> Optional.empty();
    };
  }
}
