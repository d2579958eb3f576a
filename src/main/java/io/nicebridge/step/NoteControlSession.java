package io.nicebridge.step;

import io.nicebridge.id.EndPointId;
import io.nicebridge.id.ManagementPath;
import io.nicebridge.message.ControlPeers;
import io.nicebridge.message.ReplyHead;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.relay.ControlSessions;
import io.nicebridge.token.AccessToken;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code note-control-session}: a Management request that was answered with success opens or
 * ends the way for WebRTC signalling between those it names (NICE 0.9 section 9.1), where {@code
 * nice.signaling.sessions} says so.
 */
final class NoteControlSession implements Processor {
  private final Switchboard switchboard;

  NoteControlSession(Switchboard switchboard) {
    this.switchboard = switchboard;
  }

  @Override
  public void process(Exchange exchange) {
    Optional<ControlSessions> sessions = switchboard.sessions();
    if (sessions.isPresent()
        && succeeded(exchange)
        && Facts.path(exchange) instanceof ManagementPath path
        && Facts.plainRequest(exchange)
            .filter(request -> isItself(Facts.token(exchange), request.source()))
            .filter(request -> note(path, request, sessions.get()))
            .isPresent()) {
      switchboard.listen();
    }
  }

  /** Whose token names no EndPointID may speak for several, and so opens and ends nothing here. */
  private static boolean isItself(AccessToken token, EndPointId source) {
    return EndPointId.read(token.subject()).filter(source::equals).isPresent();
  }

  private static boolean succeeded(Exchange exchange) {
    return Facts.known(exchange, Facts.REPLY, ReplyHead.class)
        .filter(reply -> reply.statusCode() == 200 || reply.statusCode() == 0)
        .isPresent();
  }

  private static boolean note(
      ManagementPath path, RequestMessage request, ControlSessions sessions) {
    Set<EndPointId> peers = request.payloadBody().map(ControlPeers::in).orElse(Set.of());
    switch (path.apiName().text()) {
      case "EstablishControlSession" -> sessions.open(request.source(), only(path, peers));
      case "SetControlObject" -> sessions.set(path.endPointId(), peers);
      case "CloseControlSession" -> sessions.close(request.source(), peers);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Who was asked says yes for itself, and for nobody else that the body names. */
  private static Set<EndPointId> only(ManagementPath path, Set<EndPointId> peers) {
    return peers.contains(path.endPointId()) ? Set.of(path.endPointId()) : Set.of();
  }
}
