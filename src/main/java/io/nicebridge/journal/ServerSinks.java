package io.nicebridge.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.JsonUtil;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.DivertConfiguration;
import org.apache.activemq.artemis.core.server.ComponentConfigurationRoutingType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.json.JsonArray;
import org.apache.activemq.artemis.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The queues of the sinks at a server: as {@link Sinks}, by its management. A queue gives to one
 * bridge at a time, and to another one when that is gone, so order is kept.
 */
final class ServerSinks implements IntSupplier {
  /** Queues of one answer. */
  private static final int PAGE = 500;

  private record Count(long messages, long inHand, long expired) {}

  /** What the server said last. */
  private record Seen(Map<String, Count> queues, Set<String> diverts) {}

  private final JournalServers settings;
  private final Map<String, SinkQueue> wanted = new TreeMap<>();
  private @Nullable Control control;
  private volatile Seen seen = new Seen(Map.of(), Set.of());

  /** Of each sink, when it was first seen: the server counts since its own start. */
  private final Map<String, Long> expiredBefore = new ConcurrentHashMap<>();

  ServerSinks(JournalServers settings) {
    this.settings = settings;
  }

  /** Makes all there that is wanted. */
  synchronized void begin(Control server) throws Exception {
    treat(server, settings.named("#"), plain());
    treat(server, data(), plain().setIDCacheSize(settings.rememberedIds()));
    if (!server.session().addressQuery(SimpleString.of(data())).isExists()) {
      server.ofServer("createAddress", data(), RoutingType.MULTICAST.toString());
    }
    look(server);
    for (SinkQueue sink : wanted.values()) {
      make(server, sink);
    }
    look(server);
    control = server;
  }

  synchronized void end() {
    control = null;
  }

  String data() {
    return settings.named(Names.DATA);
  }

  String queue(String sink) {
    return settings.named(Names.queue(sink));
  }

  String dead(String sink) {
    return settings.named(Names.dead(sink));
  }

  private String divert(String sink) {
    return settings.named(Names.divert(sink));
  }

  /** At once where there is a server; else as soon as there is one. */
  synchronized void open(SinkQueue sink) {
    wanted.put(sink.name(), sink);
    Control server = control;
    if (server == null) {
      return;
    }
    try {
      make(server, sink);
      look(server);
    } catch (ActiveMQException e) {
      // The connection is gone: it is made on the next one.
    } catch (Exception e) {
      throw new IllegalStateException(
          "the sink [" + sink.name() + "] has no queue: " + e.getMessage(), e);
    }
  }

  private void make(Control server, SinkQueue sink) throws Exception {
    treat(server, queue(sink.name()), settings(sink));
    create(server, dead(sink.name()), false);
    create(server, queue(sink.name()), true);
    String divert =
        new DivertConfiguration()
            .setName(divert(sink.name()))
            .setRoutingName(divert(sink.name()))
            .setAddress(data())
            .setForwardingAddress(queue(sink.name()))
            .setRoutingType(ComponentConfigurationRoutingType.ANYCAST)
            .setFilterString(sink.selector().orElse(null))
            .toJSON();
    server.ofServer(isFed(sink.name()) ? "updateDivert" : "createDivert", divert);
  }

  private static AddressSettings plain() {
    return new AddressSettings()
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setMaxDeliveryAttempts(-1)
        .setAutoDeleteQueues(false)
        .setAutoDeleteAddresses(false);
  }

  private AddressSettings settings(SinkQueue sink) {
    AddressSettings settings =
        plain()
            .setMaxDeliveryAttempts(sink.maxAttempts() == 0 ? -1 : sink.maxAttempts())
            .setRedeliveryDelay(sink.delay().toMillis())
            .setRedeliveryMultiplier(sink.multiplier())
            .setMaxRedeliveryDelay(sink.maxDelay().toMillis())
            .setDeadLetterAddress(SimpleString.of(dead(sink.name())))
            .setExpiryAddress(SimpleString.of(dead(sink.name())));
    sink.expiry().ifPresent(expiry -> settings.setExpiryDelay(expiry.toMillis()));
    return settings;
  }

  private static void treat(Control server, String address, AddressSettings how) throws Exception {
    server.ofServer("addAddressSettings", address, how.toJSON());
  }

  /**
   * @param exclusive it gives to one consumer at a time
   */
  private static void create(Control server, String queue, boolean exclusive) throws Exception {
    server.ofServer(
        "createQueue",
        QueueConfiguration.of(queue)
            .setAddress(queue)
            .setRoutingType(RoutingType.ANYCAST)
            .setDurable(true)
            .setExclusive(exclusive)
            .setAutoCreateAddress(true)
            .toJSON(),
        true);
  }

  /** Asks the server how all of them are, and puts right what somebody took away. */
  synchronized void look() throws Exception {
    Control server = control;
    if (server == null) {
      return;
    }
    look(server);
    for (SinkQueue sink : wanted.values()) {
      if (!isFed(sink.name())
          || !seen.queues().containsKey(queue(sink.name()))
          || !seen.queues().containsKey(dead(sink.name()))) {
        make(server, sink);
      }
    }
  }

  private void look(Control server) throws Exception {
    Map<String, Count> queues = new HashMap<>();
    String filter =
        "{\"field\":\"name\",\"operation\":\"CONTAINS\",\"value\":\"%s\"}"
            .formatted(settings.named(""));
    int before;
    int page = 1;
    do {
      before = queues.size();
      String answer = server.ofServer("listQueues", filter, page++, PAGE).toString();
      JsonArray data = JsonUtil.readJsonObject(answer).getJsonArray("data");
      for (int i = 0; i < data.size(); i++) {
        JsonObject queue = data.getJsonObject(i);
        queues.put(
            queue.getString("name"),
            new Count(
                number(queue, "messageCount"),
                number(queue, "deliveringCount"),
                number(queue, "messagesExpired")));
      }
    } while (queues.size() - before >= PAGE);
    List<String> diverts = new ArrayList<>();
    for (Object name : (Object[]) server.ofServer("listDivertNames")) {
      diverts.add(name.toString());
    }
    seen = new Seen(Map.copyOf(queues), Set.copyOf(diverts));
    for (String sink : names(Names::isQueue).toList()) {
      expiredBefore.putIfAbsent(sink, count(queue(sink)).expired());
    }
  }

  private static long number(JsonObject queue, String name) {
    return Long.parseLong(queue.getString(name, "0"));
  }

  /** What waits and its dead letters stay; where another bridge has such a sink, all stays. */
  synchronized void close(String name) {
    wanted.remove(name);
    Control server = control;
    if (server == null) {
      return;
    }
    try {
      if (server.session().queueQuery(SimpleString.of(queue(name))).getConsumerCount() > 0) {
        return;
      }
      if (isFed(name)) {
        server.ofServer("destroyDivert", divert(name));
      }
      look(server);
      if (count(queue(name)).messages() + count(dead(name)).messages() == 0) {
        server.ofServer("destroyQueue", queue(name), true, false);
        server.ofServer("destroyQueue", dead(name), true, false);
        look(server);
      }
    } catch (Exception e) {
      throw new IllegalStateException(
          "the sink [" + name + "] could not be closed: " + e.getMessage(), e);
    }
  }

  private boolean isFed(String sink) {
    return seen.diverts().contains(divert(sink));
  }

  private Count count(String queue) {
    return seen.queues().getOrDefault(queue, new Count(0, 0, 0));
  }

  /** How many sinks get a copy of what is appended. */
  @Override
  public int getAsInt() {
    return seen.diverts().size();
  }

  private Stream<String> names(Predicate<String> which) {
    int prefix = settings.named("").length();
    return seen.queues().keySet().stream()
        .filter(name -> name.startsWith(settings.named("")))
        .map(name -> name.substring(prefix))
        .filter(which)
        .map(Names::sink)
        .sorted();
  }

  List<SinkState> all() {
    return names(Names::isQueue).map(this::state).flatMap(Optional::stream).toList();
  }

  Optional<SinkState> state(String name) {
    Count queue = seen.queues().get(queue(name));
    return queue == null
        ? Optional.empty()
        : Optional.of(
            new SinkState(
                name,
                queue.messages(),
                queue.inHand(),
                count(dead(name)).messages(),
                !isFed(name)));
  }

  /** Inputs that have dead letters, or had some. */
  List<SinkState> inputs() {
    return names(Names::isDead)
        .filter(Names::isInput)
        .map(name -> new SinkState(name, 0, 0, count(dead(name)).messages(), false))
        .toList();
  }

  /** Of all bridges together. Asks nobody: a server that hangs must not hold up who counts. */
  long expired(String sink) {
    long all = count(queue(sink)).expired();
    return Math.max(0, all - expiredBefore.getOrDefault(sink, all));
  }

  boolean hasInbox(String input) {
    return seen.queues().containsKey(dead(input));
  }

  synchronized void makeInbox(String input) throws Exception {
    Control server = control;
    if (server != null) {
      create(server, dead(input), false);
      look(server);
    }
  }

  /** The queue for what came in by an input and was no message, where it has room. */
  Optional<String> inbox(String input) {
    return Optional.of(dead(input))
        .filter(queue -> count(queue).messages() < Rejections.MOST)
        .filter(seen.queues()::containsKey);
  }
}
