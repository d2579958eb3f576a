package io.nicebridge.mqtt;

/** A broker, for whoever answers a request that came by it. */
@FunctionalInterface
public interface Responses {
  /** Publishes the response; nobody hears whether it arrived (QoS 0). */
  void respond(TopicRequest request, String topic, byte[] body);
}
