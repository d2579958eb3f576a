package io.nicebridge.broker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.jspecify.annotations.Nullable;

/**
 * What the engine asks about everybody who connects, subscribes and publishes. It remembers no
 * answer of ours: a line that was taken out, and a token's end, count at once.
 */
final class Security implements ActiveMQSecurityManager5 {
  /** Between address and queue, where the engine asks about both. */
  private static final String QUEUE = "::";

  /** Subscriptions of one guest, those of its sessions that are away included. */
  private static final int MOST_QUEUES = 100;

  /** A client id ends up in the engine's own expressions. */
  private static final String CLIENT_ID = "[^'\\p{Cntrl}]{1,256}";

  private final Gate gate;
  private final TopicRights rights;
  private final Insider insider;
  private final ToIntFunction<String> queues;
  private final Counter accepted;
  private final Counter refused;
  private final Counter denied;

  /**
   * The bridge itself.
   *
   * @param port by which it comes, and nobody else
   */
  record Insider(Guest guest, String user, String password, IntSupplier port) {
    @Override
    public String toString() {
      return "Insider[" + user + "]";
    }
  }

  /**
   * @param queues how many there are whose name begins so
   */
  Security(
      Gate gate,
      TopicRights rights,
      Insider insider,
      ToIntFunction<String> queues,
      MeterRegistry meters) {
    this.gate = gate;
    this.rights = rights;
    this.insider = insider;
    this.queues = queues;
    this.accepted = logins(meters, "accepted");
    this.refused = logins(meters, "refused");
    this.denied =
        Counter.builder("nice.embedded.broker.denied")
            .description("subscriptions and messages on topics that are not the client's")
            .register(meters);
  }

  private static Counter logins(MeterRegistry meters, String how) {
    return Counter.builder("nice.embedded.broker.logins")
        .description("clients that were let in, or not")
        .tag("how", how)
        .register(meters);
  }

  @Override
  public @Nullable Subject authenticate(
      @Nullable String user,
      @Nullable String password,
      @Nullable RemotingConnection connection,
      @Nullable String domain) {
    if (connection == null) {
      return null;
    }
    Optional<Pass> pass =
        Pass.in(connection.getSubject()).filter(known -> known.isFor(user, password));
    if (pass.isEmpty()) {
      pass = pass(user, password, connection);
      (pass.isPresent() ? accepted : refused).increment();
    }
    if (pass.isEmpty() || !isKept(connection, pass.get())) {
      return null;
    }
    return pass.get().subject();
  }

  private Optional<Pass> pass(
      @Nullable String user, @Nullable String password, RemotingConnection connection) {
    boolean fromWithin = port(connection) == insider.port().getAsInt();
    return fromWithin ? fromTheBridge(user, password) : gate.open(user, password);
  }

  private Optional<Pass> fromTheBridge(@Nullable String user, @Nullable String password) {
    boolean itself =
        insider.user().equals(user)
            && password != null
            && MessageDigest.isEqual(
                password.getBytes(StandardCharsets.UTF_8),
                insider.password().getBytes(StandardCharsets.UTF_8));
    return itself
        ? Optional.of(Pass.ofTheBridge(insider.user(), insider.password(), insider.guest()))
        : Optional.empty();
  }

  private static int port(RemotingConnection connection) {
    return connection.getTransportConnection() instanceof NettyConnection netty
            && netty.getChannel().localAddress() instanceof InetSocketAddress address
        ? address.getPort()
        : -1;
  }

  /**
   * Client ids are each guest's own: otherwise one that takes another's would take its session, and
   * what waits in it.
   */
  private boolean isKept(RemotingConnection connection, Pass pass) {
    String id = String.valueOf(connection.getClientID());
    String realm = pass.guest().realm();
    if (!id.matches(CLIENT_ID)) {
      return false;
    }
    if (!id.startsWith(realm)) {
      connection.setClientID(realm + id);
    }
    return true;
  }

  /** Ends the connections whose token has, or whose line in the file is another. */
  static void sweep(Set<RemotingConnection> connections, Instant now, Guests guests) {
    for (RemotingConnection connection : connections) {
      if (Pass.in(connection.getSubject()).filter(pass -> !pass.holds(now, guests)).isPresent()) {
        connection.fail(new ActiveMQException("its access has ended"));
      }
    }
  }

  @Override
  public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
    boolean granted = Pass.in(subject).filter(pass -> may(pass, check, address)).isPresent();
    if (!granted) {
      denied.increment();
    }
    return granted;
  }

  private boolean may(Pass pass, CheckType check, String address) {
    int end = address.indexOf(QUEUE);
    String topic =
        MQTTUtil.getMqttTopicFromCoreAddress(
            end < 0 ? address : address.substring(0, end), new WildcardConfiguration());
    String queue = end < 0 ? "" : address.substring(end + QUEUE.length());
    return switch (check) {
      case SEND -> queue.isEmpty() && mayWrite(pass, topic);
      case CREATE_DURABLE_QUEUE, CREATE_NON_DURABLE_QUEUE ->
          mayRead(pass, topic, queue) && hasRoom(pass);
      case CONSUME, DELETE_DURABLE_QUEUE, DELETE_NON_DURABLE_QUEUE -> mayRead(pass, topic, queue);
      // Asked before SEND and before CREATE_DURABLE_QUEUE.
      case CREATE_ADDRESS -> mayWrite(pass, topic) || mayRead(pass, topic, own(pass));
      default -> false;
    };
  }

  private boolean mayWrite(Pass pass, String topic) {
    return pass.isForEverything() ? isNotTheEngines(topic) : rights.mayWrite(pass.guest(), topic);
  }

  /** A queue is named by the client id, or by what a shared subscription is called. */
  private boolean mayRead(Pass pass, String topic, String queue) {
    return pass.isForEverything()
        ? isNotTheEngines(topic)
        : queue.startsWith(own(pass)) && rights.mayRead(pass.guest(), topic);
  }

  private boolean hasRoom(Pass pass) {
    return pass.isForEverything() || queues.applyAsInt(own(pass)) < MOST_QUEUES;
  }

  private static String own(Pass pass) {
    String realm = pass.guest().realm();
    return realm.substring(0, realm.length() - 1);
  }

  private static boolean isNotTheEngines(String topic) {
    return !topic.startsWith("$") && !topic.startsWith("activemq");
  }

  @Override
  public boolean validateUser(@Nullable String user, @Nullable String password) {
    return false;
  }

  @Override
  public boolean validateUserAndRole(
      @Nullable String user, @Nullable String password, Set<Role> roles, CheckType check) {
    return false;
  }
}
