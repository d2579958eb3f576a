package io.nicebridge.step;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.Refusal;
import io.nicebridge.token.AccessToken;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step {@code authorize}: whether the verified token's claims permit this request. Three questions:
 *
 * <ol>
 *   <li>{@code Permissions} holds the interface (Management, Control, Data).
 *   <li>A subject that is an EndPointID speaks for itself only: it is the SourceEndPointID.
 *   <li>An audience that names EndPointIDs, none of them this bridge's own or its configured
 *       audience, is meant for those only.
 * </ol>
 */
final class Authorize implements Processor {
  private final boolean permissionsRequired;
  private final Set<String> ownAudiences;

  /**
   * @param ownAudiences what names this bridge in an audience: its EndPointID, and the audience
   *     that the settings ask for
   */
  Authorize(boolean permissionsRequired, Set<String> ownAudiences) {
    this.permissionsRequired = permissionsRequired;
    this.ownAudiences = Set.copyOf(ownAudiences);
  }

  @Override
  public void process(Exchange exchange) {
    AccessToken token = Facts.token(exchange);
    DestinationPath path = Facts.path(exchange);
    check(token, path);
    // Whom a sealed message is from stands in it unverified, and may be known to nobody here.
    Facts.plainRequest(exchange).ifPresent(request -> checkSource(token, request.source()));
  }

  /** What every token of a request must permit, the message's own, too. */
  void check(AccessToken token, DestinationPath path) {
    checkInterface(token, path);
    checkAudience(token, path.endPointId());
  }

  private void checkInterface(AccessToken token, DestinationPath path) {
    String wanted = path.iface().segment();
    boolean permitted =
        token
            .permissions()
            .map(held -> held.stream().anyMatch(wanted::equalsIgnoreCase))
            .orElse(!permissionsRequired);
    if (!permitted) {
      throw forbidden("the access token's Permissions do not hold the interface " + wanted);
    }
  }

  private static void checkSource(AccessToken token, EndPointId source) {
    if (isEndPointId(token.subject()) && !same(token.subject(), source)) {
      throw forbidden("SourceEndPointID must be the access token's subject");
    }
  }

  private void checkAudience(AccessToken token, EndPointId destination) {
    List<String> endPoints = token.audience().stream().filter(Authorize::isEndPointId).toList();
    boolean meantForUs = token.audience().stream().anyMatch(ownAudiences::contains);
    if (!endPoints.isEmpty()
        && !meantForUs
        && endPoints.stream().noneMatch(id -> same(id, destination))) {
      throw forbidden("the access token's audience does not hold this EndPointID");
    }
  }

  private static boolean same(String text, EndPointId id) {
    return text.equalsIgnoreCase(id.text());
  }

  private static boolean isEndPointId(String text) {
    try {
      EndPointId.parse(text, Strictness.STRICT);
      return true;
    } catch (Malformed notOne) {
      return false;
    }
  }

  private static Refusal forbidden(String sentence) {
    return new Refusal(Refusal.Kind.FORBIDDEN, sentence);
  }
}
