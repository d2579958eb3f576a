package io.nicebridge.device;

import io.nicebridge.device.LifeEvent.CredentialsRefused;
import io.nicebridge.device.LifeEvent.EndPointGiven;
import io.nicebridge.device.LifeEvent.NotAnswered;
import io.nicebridge.device.LifeEvent.PowerUp;
import io.nicebridge.device.ManagementObject.Account;
import io.nicebridge.device.Turn.Action;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.NodeId;
import io.nicebridge.id.PortId;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Refusal;
import io.nicebridge.mqtt.Backoff;
import io.nicebridge.mqtt.BrokerState;
import io.nicebridge.mqtt.BrokerStatus;
import io.nicebridge.token.Tokens;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One virtual device, living: {@link LifeCycle} says what follows from what, this does it. All that
 * changes it happens on the fleet's one thread, one thing after another; nothing there waits.
 */
public final class VirtualDevice {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualDevice.class);

  /** An answer that has not left by then was for nobody. */
  private static final Duration LAST_WORD = Duration.ofSeconds(5);

  private final FleetMeans means;
  private final DeviceLinks links;
  private final DeviceTrust trust;
  private final DeviceData data;
  private final Backoff backoff;
  private volatile DeviceLine line;
  private volatile LifeState state = LifeState.BORN;

  /** Stands for an account: the device could not say yet whose it was. */
  static final String NOT_READ = "?";

  private volatile boolean awake;

  /** NICEASID of whom it was bound to when it had read what it knew. */
  private volatile Optional<String> accountRead = Optional.empty();

  private volatile Optional<String> fault = Optional.empty();
  private @Nullable SecurityObject born;
  private boolean asking;
  private boolean closed;

  VirtualDevice(DeviceLine line, FleetMeans means, Consumer<Command> commands) {
    this.line = line;
    this.means = means;
    this.trust = new DeviceTrust(means.settings(), means.clock());
    this.links = new DeviceLinks(this, means, (side, status) -> changed(side, status), commands);
    this.data = new DeviceData(this, means, links);
    this.backoff =
        new Backoff(
            means.settings().maxReconnectDelay(), () -> ThreadLocalRandom.current().nextDouble());
  }

  public EndPointId id() {
    return line.device();
  }

  public DeviceLine line() {
    return line;
  }

  /** What it knows at this moment. */
  public LifeState state() {
    return state;
  }

  /** NICEASID of whom it is bound to; {@link #NOT_READ} as long as it does not know that. */
  public Optional<String> account() {
    return awake ? state.account().map(Account::id) : Optional.of(NOT_READ);
  }

  /**
   * Sends what a Node saw where its SceneMode says.
   *
   * @param account whose the device was when it was seen: nobody else gets it. {@link #NOT_READ} is
   *     whose it was when it read that: until then nobody can have moved it
   * @return done when they have it, or false where nobody asks for it; fails with a {@link Refusal}
   */
  public CompletionStage<Boolean> tell(NodeId node, byte[] mark, String account) {
    return tell(node, account, SceneMode::marks, (now, to) -> data.send(now, to, mark));
  }

  /** The same for a section of SceneData, from one of the Node's Ports. */
  public CompletionStage<Boolean> show(NodeId node, PortId port, byte[] section, String account) {
    boolean has = line.nodes().getOrDefault(node, List.of()).contains(port);
    return tell(
        node,
        account,
        mode -> has ? mode.data().getOrDefault(port, List.of()) : List.of(),
        (now, to) -> data.sendPlain(now, to, section));
  }

  private CompletionStage<Boolean> tell(
      NodeId node,
      String account,
      Function<SceneMode, List<NodeOutput>> outputs,
      BiFunction<LifeState, List<NodeOutput>, CompletionStage<Void>> sending) {
    if (!awake) {
      throw new Refusal(
          Refusal.Kind.BROKER_AWAY, "the device cannot read what it knew; nothing was sent");
    }
    LifeState now = state;
    SceneMode mode = now.modes().get(node);
    List<NodeOutput> to = mode == null ? List.of() : outputs.apply(mode);
    Optional<String> bound = now.account().map(Account::id);
    Optional<String> whose = account.equals(NOT_READ) ? accountRead : Optional.of(account);
    boolean same = bound.isPresent() && bound.equals(whose);
    return to.isEmpty() || !same
        ? CompletableFuture.completedFuture(false)
        : sending.apply(now, to).thenApply(sent -> true);
  }

  /** Another line for the same device and the same file. */
  void become(DeviceLine other) {
    line = other;
  }

  /**
   * Reads what it was born with and what it knew last, and goes on from there.
   *
   * @return done when that is read, or cannot be
   */
  CompletableFuture<Void> start() {
    CompletableFuture<Void> read = new CompletableFuture<>();
    boolean taken =
        later(
            () -> {
              remember();
              read.complete(null);
              if (awake) {
                happen(new PowerUp());
              }
            });
    if (!taken) {
      read.complete(null);
    }
    return read;
  }

  private void remember() {
    try {
      DeviceLine now = line;
      born =
          SecurityObject.load(now.device(), means.settings().home().resolve(now.securityObject()));
      state = means.vault().load(now.device());
      accountRead = state.account().map(Account::id);
      awake = true;
    } catch (IOException | IllegalArgumentException e) {
      broken(String.valueOf(e.getMessage()));
      return;
    }
    trust.follow(state);
  }

  /** Others go on. */
  private void broken(String sentence) {
    if (!fault.equals(Optional.of(sentence))) {
      LOG.warn("device {}: {}", id(), sentence);
    }
    fault = Optional.of(sentence);
  }

  /**
   * A command changes what the device knows; connections follow when it is answered.
   *
   * @return done when it is on disk; fails with a {@link Refusal}, and nothing has changed
   */
  public CompletionStage<Void> obey(LifeEvent event, Command command) {
    CompletableFuture<Void> obeyed = new CompletableFuture<>();
    boolean taken =
        later(
            () -> {
              try {
                requireSameAccount(command);
                Turn turn = turn(event);
                obeyed.complete(null);
                if (turn.does(Action.CONNECT)) {
                  whenAnswered(command.answered(), this::connect);
                }
              } catch (Refusal refusal) {
                obeyed.completeExceptionally(refusal);
              }
            });
    if (!taken) {
      obeyed.completeExceptionally(
          new Refusal(Refusal.Kind.CLOSING, "the bridge stops: nothing was done"));
    }
    return obeyed;
  }

  /** Who was permitted while the device was another one's is not any more. */
  private void requireSameAccount(Command command) {
    if (!account().equals(command.account())) {
      throw new Refusal(
          Refusal.Kind.FORBIDDEN,
          "the device has been bound to somebody else, or released, since the command came");
    }
  }

  private void whenAnswered(CompletableFuture<Void> answered, Runnable work) {
    var unused =
        answered
            .copy()
            .orTimeout(LAST_WORD.toSeconds(), TimeUnit.SECONDS)
            .whenComplete((done, late) -> later(work));
  }

  /** What nobody waits for. */
  private void happen(LifeEvent event) {
    try {
      Turn turn = turn(event);
      if (turn.does(Action.CONNECT)) {
        connect();
      }
      if (turn.does(Action.ASK)) {
        ask();
      }
      if (turn.does(Action.ASK_LATER)) {
        askLater();
      }
    } catch (Refusal refusal) {
      broken(refusal.sentence());
      askLater();
    }
  }

  private Turn turn(LifeEvent event) {
    Turn turn = LifeCycle.next(state, event);
    turn.objection()
        .ifPresent(
            objection -> {
              throw new Refusal(Refusal.Kind.FORBIDDEN, objection);
            });
    if (turn.does(Action.SAVE)) {
      save(turn.state());
      LOG.info("device {} is {}{}", id(), turn.state().stage(), whom(turn.state()));
    }
    state = turn.state();
    trust.follow(state);
    data.follow(state);
    return turn;
  }

  private void save(LifeState next) {
    try {
      means.vault().save(id(), next);
    } catch (IOException e) {
      LOG.error("device {}: its state cannot be written: {}", id(), e.getMessage());
      throw new Refusal(Refusal.Kind.INTERNAL, "the device cannot write its state down");
    }
  }

  private static String whom(LifeState state) {
    return state.account().map(Account::id).map(id -> " to " + Malformed.quoted(id)).orElse("");
  }

  private void connect() {
    SecurityObject object = born;
    if (closed || object == null) {
      return;
    }
    Optional<String> failure = links.follow(state.links(object));
    failure.ifPresent(this::broken);
    if (failure.isEmpty() && !asking) {
      fault = Optional.empty();
    }
  }

  private void changed(Side side, BrokerStatus status) {
    if (side == Side.LICENSE_AUTHORITY && status.state() == BrokerState.REFUSED) {
      later(() -> happen(new CredentialsRefused()));
    }
  }

  private void askLater() {
    if (!asking && !closed) {
      asking = true;
      long pause = backoff.next().toMillis();
      means
          .turns()
          .schedule(
              () -> {
                asking = false;
                ask();
              },
              pause);
    }
  }

  private void ask() {
    SecurityObject object = born;
    if (asking || closed || object == null) {
      return;
    }
    asking = true;
    var unused =
        means
            .numbers()
            .next()
            .thenCompose(
                number ->
                    means
                        .authority()
                        .ask(
                            object.tlsRoots(),
                            FirstRequest.of(
                                object,
                                number,
                                DateTimeStamp.now(means.clock()),
                                means.settings().timeout())))
            .thenApply(reply -> FirstRequest.answer(object, reply, means.clock().instant()))
            .whenComplete((endPoint, failure) -> later(() -> answered(endPoint, failure)));
  }

  private void answered(@Nullable ManagementEndPoint endPoint, @Nullable Throwable failure) {
    asking = false;
    if (endPoint == null) {
      broken(sentence(failure));
      happen(new NotAnswered());
      return;
    }
    fault = Optional.empty();
    happen(new EndPointGiven(endPoint));
    if (links.isRefused(Side.LICENSE_AUTHORITY)) {
      // The same credentials as before: nothing but another answer will help.
      happen(new CredentialsRefused());
    } else {
      backoff.calm();
    }
  }

  private static String sentence(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof Refusal || cause instanceof Malformed || cause instanceof IOException
        ? String.valueOf(cause.getMessage())
        : "asking the license authority failed: " + cause;
  }

  /** Verifies access tokens for commands from this side, by what the device knows now. */
  public Tokens tokens(Side side) {
    return trust.tokens(side);
  }

  /** Whether this is the license authority, or the account service, that speaks by this side. */
  public boolean governs(Side side, EndPointId source) {
    LifeState now = state;
    return now.app(side).filter(app -> app.id().equals(source)).isPresent()
        || now.net(side).filter(net -> net.id().equals(source)).isPresent();
  }

  /** Under which EndPointID a sender listens: authorities have one of their own for the network. */
  public EndPointId listensAs(Side side, EndPointId sender) {
    LifeState now = state;
    return now.app(side).filter(app -> app.id().equals(sender)).isPresent()
        ? now.net(side).map(NetEndPoint::id).orElse(sender)
        : sender;
  }

  DeviceView view() {
    LifeState now = state;
    return new DeviceView(
        id(),
        now.stage(),
        now.account().map(Account::id),
        links.view(),
        now.modes().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, mode -> mode.getValue().id())),
        now.trust(Side.ACCOUNT_SERVICE).revoked().size(),
        fault);
  }

  /** Hangs up; what it knows stays on disk. */
  void close() {
    later(
        () -> {
          closed = true;
          var unused = links.follow(Map.of());
          trust.close();
        });
  }

  private boolean later(Runnable work) {
    try {
      means.turns().execute(work);
      return true;
    } catch (RejectedExecutionException closing) {
      return false;
    }
  }
}
