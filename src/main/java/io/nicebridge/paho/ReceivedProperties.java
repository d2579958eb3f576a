package io.nicebridge.paho;

import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * The MQTT properties of a message that came. Under the header by which a route gives a message
 * properties of its own; marked, so that a sender's Response Topic, Correlation Data and user
 * properties do not travel on by themselves.
 */
final class ReceivedProperties extends MqttProperties {
  ReceivedProperties(MqttProperties came) {
    setPayloadFormat(came.getPayloadFormat());
    setMessageExpiryInterval(came.getMessageExpiryInterval());
    setContentType(came.getContentType());
    setResponseTopic(came.getResponseTopic());
    setCorrelationData(came.getCorrelationData());
    setUserProperties(came.getUserProperties());
    setSubscriptionIdentifiers(came.getSubscriptionIdentifiers());
  }
}
