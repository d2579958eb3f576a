package io.nicebridge.mqtt;

/** Where a broker connection stands. Only {@link #READY} can ask a device. */
public enum BrokerState {
  /** No connection yet, or no more; one is being made, again and again. */
  CONNECTING,
  /** Connected; the broker has not yet granted every reply topic. */
  SUBSCRIBING,
  /** Connected, every reply topic granted: able to answer. */
  READY,
  /** The broker is there and says no: to the connection or to a reply topic. Tried again. */
  REFUSED,
  /** Closed by us, for good. */
  CLOSED
}
