package io.nicebridge.mqtt;

/** Hears of every change of a broker connection, on the thread that noticed it: do not block. */
@FunctionalInterface
public interface BrokerListener {
  BrokerListener NONE = (broker, status) -> {};

  void changed(String broker, BrokerStatus status);
}
