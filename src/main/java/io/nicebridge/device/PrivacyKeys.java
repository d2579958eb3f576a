package io.nicebridge.device;

import io.nicebridge.id.ApiName;
import io.nicebridge.id.ControlPath;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.ManagementPath;
import io.nicebridge.message.Causes;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.OwnRequest;
import io.nicebridge.message.Refusal;
import io.nicebridge.token.SceneKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of one device's SceneMarks, by GetPrivacyObject. In memory alone: asked for when the
 * first SceneMark needs one, and again when its time is over; whoever waits asks once together.
 */
final class PrivacyKeys {
  private static final ApiName API = new ApiName("GetPrivacyObject");

  private final EndPointId device;
  private final FleetMeans means;
  private final Map<SceneEncryption, CompletableFuture<PrivacyObject>> asked =
      new ConcurrentHashMap<>();

  PrivacyKeys(EndPointId device, FleetMeans means) {
    this.device = device;
    this.means = means;
  }

  /** Forgets all others. */
  void keep(Set<SceneEncryption> wanted) {
    asked.keySet().retainAll(wanted);
  }

  /**
   * The key, as it is good now.
   *
   * @param roots who may vouch for the privacy server
   * @return fails with a {@link Refusal} of kind BAD_ANSWER: the next one who needs it asks again
   */
  CompletionStage<SceneKey> get(SceneEncryption what, List<X509Certificate> roots) {
    Instant now = means.clock().instant();
    return asked
        .compute(
            what, (same, known) -> known == null || isOver(known, now) ? ask(what, roots) : known)
        .thenApply(PrivacyObject::key)
        .exceptionally(
            failure -> {
              throw new Refusal(
                  Refusal.Kind.BAD_ANSWER,
                  "no key for SceneMarks; nothing was sent: " + sentence(failure));
            });
  }

  private static boolean isOver(CompletableFuture<PrivacyObject> known, Instant now) {
    return known.isCompletedExceptionally() || (known.isDone() && !known.join().isGood(now));
  }

  private CompletableFuture<PrivacyObject> ask(SceneEncryption what, List<X509Certificate> roots) {
    WebScheme server = what.server().web().orElseThrow();
    return means
        .numbers()
        .next()
        .thenCompose(
            number ->
                means
                    .authority()
                    .ask(
                        roots,
                        WebAsk.of(server, request(what, number), means.settings().timeout())))
        .thenApply(
            reply -> PrivacyObject.parse(what.keyId(), WebAsk.object("the privacy server", reply)))
        .thenApply(this::requireGood)
        .toCompletableFuture();
  }

  private PrivacyObject requireGood(PrivacyObject object) {
    if (!object.isGood(means.clock().instant())) {
      throw new Malformed("the PrivacyObject's StartDateTime and EndDateTime must be round now");
    }
    return object;
  }

  private OwnRequest request(SceneEncryption what, long number) {
    DestinationPath path =
        what.node()
            .<DestinationPath>map(
                node -> new ControlPath(what.server().version(), what.server().id(), node, API))
            .orElseGet(() -> new ManagementPath(what.server().version(), what.server().id(), API));
    return new OwnRequest(
        device,
        path,
        DateTimeStamp.now(means.clock()),
        number,
        what.token(),
        false,
        Optional.of(DeviceAnswers.privacy(what.keyId())));
  }

  private static String sentence(Throwable failure) {
    Throwable cause = Causes.of(failure);
    return cause instanceof Refusal || cause instanceof Malformed
        ? String.valueOf(cause.getMessage())
        : cause.getClass().getSimpleName();
  }
}
