package io.nicebridge.mqtt;

/** A connection of a virtual device. */
public interface DeviceConnection extends Responses, AutoCloseable {
  BrokerStatus status();

  /** For good; says goodbye to the broker. */
  @Override
  void close();
}
