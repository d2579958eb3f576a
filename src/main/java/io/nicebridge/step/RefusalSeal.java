package io.nicebridge.step;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Edition;
import io.nicebridge.message.OpenPart;
import io.nicebridge.message.ResponseMessage;
import io.nicebridge.message.SealedRequest;
import io.nicebridge.message.SealedResponse;
import io.nicebridge.token.MessageSigner;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge's own answer to a sealed request: signed, where the operator gave the bridge a key, so
 * that the device can tell it from a stranger's; else a plain one. There is no payload that it
 * could encrypt.
 */
public final class RefusalSeal {
  /** The bridge has no key of its own. */
  public static final RefusalSeal NONE = new RefusalSeal(Optional.empty());

  private static final Logger LOG = LoggerFactory.getLogger(RefusalSeal.class);

  private final Optional<MessageSigner> signer;

  public RefusalSeal(Optional<MessageSigner> signer) {
    this.signer = signer;
  }

  /**
   * The body of an answer.
   *
   * @param signed whether its addressee can tell it from a stranger's
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
  record Said(byte[] body, boolean signed) {
    /**
     * The HTTP status that it travels with. A device of NICE 1.x reads what is signed in a 200
     * only, and finds the status inside; what is not signed it does not believe with any, and so it
     * has the status that everybody on the way understands.
     */
    int httpStatus(int status) {
      return signed ? 200 : status;
    }
  }

  /** Never fails. */
  CompletionStage<Said> answer(
      SealedRequest request,
      DestinationPath path,
      int status,
      long errorCode,
      String sentence,
      DateTimeStamp now) {
    ResponseMessage response = response(request, path, status, errorCode, sentence, now);
    byte[] plain = response.in(Edition.V1_0).toJson();
    if (signer.isEmpty()) {
      return CompletableFuture.completedFuture(new Said(plain, false));
    }
    return signer
        .get()
        .sign(response.toJson())
        .thenApply(jws -> new Said(SealedResponse.around(jws, request.edition()), true))
        .exceptionally(
            failure -> {
              LOG.warn("an answer of the bridge's own goes out unsigned: {}", failure.getMessage());
              return new Said(plain, false);
            });
  }

  /** NICE 1.1 swaps source and destination and looks whether we did; 1.0.x repeats them. */
  private static ResponseMessage response(
      SealedRequest request,
      DestinationPath path,
      int status,
      long errorCode,
      String sentence,
      DateTimeStamp now) {
    OpenPart open = request.open();
    EndPointId asking = open.source().orElse(EndPointId.NIL);
    EndPointId asked = open.destination().orElse(path.endPointId());
    boolean swapped = request.edition() == Edition.V1_1;
    return ResponseMessage.of(
            swapped ? asked : asking,
            swapped ? asking : asked,
            open.commandId(),
            status,
            errorCode,
            sentence,
            false,
            now)
        .in(request.edition());
  }
}
