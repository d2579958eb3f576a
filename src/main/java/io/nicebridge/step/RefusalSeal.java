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

  /** The body of the answer; never fails. */
  CompletionStage<byte[]> answer(
      SealedRequest request,
      DestinationPath path,
      int status,
      long errorCode,
      String sentence,
      DateTimeStamp now) {
    ResponseMessage response = response(request, path, status, errorCode, sentence, now);
    byte[] plain = response.in(Edition.V1_0).toJson();
    if (signer.isEmpty()) {
      return CompletableFuture.completedFuture(plain);
    }
    return signer
        .get()
        .sign(response.toJson())
        .thenApply(jws -> SealedResponse.around(jws, request.edition()))
        .exceptionally(
            failure -> {
              LOG.warn("an answer of the bridge's own goes out unsigned: {}", failure.getMessage());
              return plain;
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
