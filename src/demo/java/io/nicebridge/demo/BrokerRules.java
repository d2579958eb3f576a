package io.nicebridge.demo;

import java.util.Set;
import java.util.function.Predicate;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** Who may do what on the embedded broker: everybody everything, until a test says otherwise. */
public final class BrokerRules implements ActiveMQSecurityManager5 {
  private volatile Predicate<String> maySubscribe = topic -> true;
  private volatile Predicate<String> mayConnect = user -> true;

  /**
   * Rules for subscriptions.
   *
   * @param rule takes the address as Artemis writes it: {@code .} for {@code /}, {@code *} for
   *     {@code +}
   */
  public void maySubscribe(Predicate<String> rule) {
    maySubscribe = rule;
  }

  /**
   * Rules for connections.
   *
   * @param rule takes {@code user:password}
   */
  public void mayConnect(Predicate<String> rule) {
    mayConnect = rule;
  }

  @Override
  public @Nullable Subject authenticate(
      @Nullable String user,
      @Nullable String password,
      @Nullable RemotingConnection connection,
      @Nullable String domain) {
    return validateUser(user, password) ? subject(user) : null;
  }

  private static Subject subject(@Nullable String user) {
    Subject subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal(user == null ? "anonymous" : user));
    return subject;
  }

  @Override
  public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
    boolean subscribing =
        check == CheckType.CONSUME
            || check == CheckType.CREATE_NON_DURABLE_QUEUE
            || check == CheckType.CREATE_DURABLE_QUEUE;
    return !subscribing || maySubscribe.test(address);
  }

  @Override
  public boolean validateUser(@Nullable String user, @Nullable String password) {
    return mayConnect.test(user + ":" + password);
  }

  @Override
  public boolean validateUserAndRole(
      @Nullable String user, @Nullable String password, Set<Role> roles, CheckType check) {
    return validateUser(user, password);
  }
}
