package io.nicebridge.step;

import io.nicebridge.http.Answer;
import io.nicebridge.http.DoorProperties;
import io.nicebridge.http.PlainCall;
import io.nicebridge.id.Malformed;
import io.nicebridge.message.Refusal;
import io.nicebridge.vms.OnvifXml;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/**
 * The first step of a door for notices that ONVIF cameras send (WS-BaseNotification 1.3): which
 * camera it is, by the last two elements of the path, its name and its key; and its notices, as the
 * body. The camera has to be one that an {@link OnvifNotify} of the same routes names.
 */
public final class OnvifListener extends AsyncStep {
  /** A Notify has no answer of its own; SOAP 1.2 part 2 section 7.4 has 202 for that. */
  private static final int ACCEPTED = 202;

  @Override
  CompletionStage<?> begin(Exchange exchange) {
    PlainCall call = PlainFacts.call(exchange);
    if (!call.method().equals("POST")) {
      exchange.setProperty(DoorProperties.ALLOW, "POST");
      throw new Refusal(Refusal.Kind.METHOD_NOT_ALLOWED, "the method must be POST");
    }
    String[] path = call.target().split("/", -1);
    String camera = path.length < 2 ? "" : path[path.length - 2];
    String key = path[path.length - 1];
    if (!isKnown(exchange, camera, key)) {
      throw new Refusal(
          Refusal.Kind.UNAUTHENTICATED,
          "the path must end with a camera's name, and its key of this start");
    }
    return call.body().thenAccept(body -> take(exchange, camera, body));
  }

  private static boolean isKnown(Exchange exchange, String camera, String key) {
    return exchange.getContext().getRegistry().findByType(OnvifNotify.class).stream()
        .anyMatch(known -> known.camera().equals(camera) && known.isKey(key));
  }

  private static void take(Exchange exchange, String camera, byte[] body) {
    try {
      exchange.getMessage().setBody(OnvifXml.pushed(body));
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
    exchange.setProperty(OnvifEvents.CAMERA, camera);
    Attempt.begin(exchange);
  }

  /** After all notices: 202 when each was kept or needs not be, else why not. */
  public void answered(Exchange exchange) throws Throwable {
    Throwable failure = Facts.must(exchange, Facts.ATTEMPT, Attempt.class).failure(exchange);
    exchange.removeProperty(Facts.ATTEMPT);
    if (failure != null) {
      throw failure;
    }
    exchange.setProperty(
        DoorProperties.ANSWER,
        new Answer(ACCEPTED, Map.of("Content-Type", "application/soap+xml"), new byte[0]));
  }
}
