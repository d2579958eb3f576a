package io.nicebridge.journal;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;

/** Asks a server to make, change, count and move things, by its management messages. */
final class Control implements AutoCloseable {
  private static final String ADDRESS = "activemq.management";

  private final ClientSession session;
  private final ClientRequestor requestor;
  private final long patience;

  /**
   * @param patience milliseconds for an answer
   */
  Control(Sessions sessions, long patience) throws Exception {
    this.session = sessions.open();
    this.patience = patience;
    try {
      session.start();
      this.requestor = new ClientRequestor(session, ADDRESS);
    } catch (Exception e) {
      session.close();
      throw e;
    }
  }

  ClientSession session() {
    return session;
  }

  Object ofServer(String operation, Object... parameters) throws Exception {
    return ask(ResourceNames.BROKER, operation, parameters);
  }

  Object ofQueue(String queue, String operation, Object... parameters) throws Exception {
    return ask(ResourceNames.QUEUE + queue, operation, parameters);
  }

  /**
   * @throws ActiveMQException when the server did not answer
   * @throws IllegalStateException when it answered that it will not
   */
  private synchronized Object ask(String resource, String operation, Object... parameters)
      throws Exception {
    ClientMessage question = session.createMessage(false);
    ManagementHelper.putOperationInvocation(question, resource, operation, parameters);
    ClientMessage answer = requestor.request(question, patience);
    if (answer == null) {
      throw new ActiveMQNotConnectedException(
          "its management did not answer [" + operation + "] in " + patience + " ms");
    }
    answer.acknowledge();
    Object result = ManagementHelper.getResult(answer);
    if (!ManagementHelper.hasOperationSucceeded(answer)) {
      throw new IllegalStateException(operation + ": " + result);
    }
    return result == null ? "" : result;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (ActiveMQException e) {
      // It is gone already.
    }
  }
}
