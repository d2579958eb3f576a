package io.nicebridge.step;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Edition;
import io.nicebridge.message.Envelope;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.message.ResponseMessage;
import io.nicebridge.message.SealedRequest;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The bridge's own answer to what it has taken on itself: 200, in the request's edition. */
final class OwnAnswers {
  private final RefusalSeal seal;
  private final Clock clock;

  OwnAnswers(RefusalSeal seal, Clock clock) {
    this.seal = seal;
    this.clock = clock;
  }

  CompletionStage<byte[]> good(Envelope request, DestinationPath path, String sentence) {
    DateTimeStamp now = DateTimeStamp.now(clock);
    if (request instanceof SealedRequest sealed) {
      return seal.answer(sealed, path, 200, 0, sentence, now).thenApply(RefusalSeal.Said::body);
    }
    ResponseMessage response =
        request instanceof RequestMessage plain
            ? ResponseMessage.to(plain, 200, 0, sentence, now)
            : ResponseMessage.of(EndPointId.NIL, path.endPointId(), 0, 200, 0, sentence, false, now)
                .in(Edition.V1_0);
    return CompletableFuture.completedFuture(response.toJson());
  }
}
