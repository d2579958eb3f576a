package io.nicebridge.journal;

import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.transformer.Transformer;

/**
 * Takes the id off that the engine tells repeats by: it has done its work at the door, and a sink
 * that remembered longer than the door would refuse the message for all. Named on disk, in each
 * sink's divert: another name loses them.
 */
public final class PlainCopy implements Transformer {
  @Override
  public Message transform(Message message) {
    message.removeProperty(Message.HDR_DUPLICATE_DETECTION_ID);
    return message;
  }
}
