package io.nicebridge.step;

import io.nicebridge.message.Refusal;
import io.nicebridge.relay.Denial;

/** What a peer that posts signalling by HTTPS is told of a message that is not relayed. */
final class SignalRefusals {
  private SignalRefusals() {}

  static Refusal of(Denial why) {
    return switch (why) {
      case NOT_ALLOWED ->
          refusal(
              Refusal.Kind.FORBIDDEN,
              "no line of signaling-pairs allows these two peers to signal");
      case TOO_LARGE ->
          refusal(
              Refusal.Kind.TOO_LARGE, "the message is larger than signalling messages may be here");
      case MALFORMED ->
          refusal(Refusal.Kind.MALFORMED, "the sender must not be the receiver of its signalling");
      case RATE_LIMITED ->
          refusal(Refusal.Kind.RATE_LIMITED, "more messages a second than one session may signal");
      case TOO_MANY_SESSIONS ->
          refusal(Refusal.Kind.OVERLOADED, "as many peers signal as may: nothing was sent");
      case NO_ROUTE, AT_HOME, WRONG_SIDE, RETAINED, DUPLICATE ->
          refusal(
              Refusal.Kind.NOT_BRIDGEABLE,
              "no route relays signalling from HTTPS to where this EndPointID lives");
    };
  }

  private static Refusal refusal(Refusal.Kind kind, String sentence) {
    return new Refusal(kind, sentence);
  }
}
