package io.nicebridge.mqtt;

/** A connection of a virtual device; its data goes by it, too (NICE 0.9 section 8.2). */
public interface DeviceConnection extends Responses, DataOutlet, AutoCloseable {
  BrokerStatus status();

  /** For good; says goodbye to the broker. */
  @Override
  void close();
}
