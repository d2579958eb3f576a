package io.nicebridge.journal;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** Opens sessions at the engine: each send and each acknowledgement is whole by itself. */
@FunctionalInterface
interface Sessions {
  ClientSession open() throws ActiveMQException;
}
