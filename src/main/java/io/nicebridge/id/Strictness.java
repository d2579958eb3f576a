package io.nicebridge.id;

/**
 * How closely a peer must keep to the letter of NICE 0.9. Chosen per destination.
 *
 * <p>Neither mode lets through text that is unsafe in an MQTT topic: the choice is about shapes,
 * not about safety.
 */
public enum Strictness {
  /** As written in the specification. The default. */
  STRICT,
  /**
   * Also the shapes that devices and services in the field send: identifiers such as {@code uuid}
   * or {@code 123-1234}, a node's global name in place of an EndPointID, dates without a {@code Z}.
   */
  LENIENT
}
