package io.nicebridge.demo;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * The event service of an ONVIF camera: a WS-UsernameToken with a fresh nonce in each request,
 * leases that run out, and an address of its subscription that nobody outside reaches.
 */
public final class OnvifSimulator extends VmsServer {
  public static final String USER = "onvif";
  private static final String SUBSCRIPTION = "/onvif/subscription/7";

  private final Set<String> nonces = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Duration lease;
  private volatile Instant until = Instant.EPOCH;
  private volatile String consumer = "";

  /** In the place of notices. */
  private final ConcurrentLinkedQueue<byte[]> answers = new ConcurrentLinkedQueue<>();

  public OnvifSimulator(DevCertificates.Identity identity, Duration lease) {
    super(Optional.of(identity));
    this.lease = lease;
  }

  /** A notice that waits for whoever pulls. */
  public void notify(String topic, String operation, Instant time, String name, String value) {
    notices.add(notice(topic, operation, time, name, value));
  }

  /**
   * Sends a notice to whoever has subscribed, as WS-BaseNotification says.
   *
   * @param client trusts the listener
   * @return the HTTP status
   * @throws IllegalStateException when nobody has, or no longer
   */
  public int push(
      HttpClient client, String topic, String operation, Instant time, String name, String value)
      throws IOException, InterruptedException {
    if (Instant.now().isAfter(until)) {
      throw new IllegalStateException("nobody has subscribed");
    }
    String body = envelope(notice(topic, operation, time, name, value));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(consumer))
            .header("Content-Type", "application/soap+xml; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** A whole message of WS-BaseNotification with a change. */
  public static String notify(String topic, Instant time, String name, String value) {
    return envelope(notice(topic, "Changed", time, name, value));
  }

  private static String envelope(String notice) {
    return text(soap("<wsnt:Notify>" + notice + "</wsnt:Notify>"));
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** Answers this, whatever it is, to the next one who pulls. */
  public void answerNext(byte[] body) {
    answers.add(body);
  }

  public int answersLeft() {
    return answers.size();
  }

  /** Where whoever has subscribed wants notices to be sent. */
  public String consumer() {
    return consumer;
  }

  private static String notice(
      String topic, String operation, Instant time, String name, String value) {
    return """
    <wsnt:NotificationMessage><wsnt:Topic>tns1:%s</wsnt:Topic><wsnt:Message>\
    <tt:Message UtcTime="%s" PropertyOperation="%s"><tt:Source><tt:SimpleItem Name="Rule" Value="R1"/></tt:Source>\
    <tt:Data><tt:SimpleItem Name="%s" Value="%s"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>\
    """
        .formatted(topic, time, operation, name, value);
  }

  /** It has started anew and knows no subscription. */
  public void reboot() {
    until = Instant.EPOCH;
  }

  /** What it was asked, by name. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  protected Answer answer(Asked asked) {
    Document request;
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      request =
          factory
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(asked.body().getBytes(StandardCharsets.UTF_8)));
    } catch (Exception noXml) {
      return refuse(400, "no SOAP");
    }
    String type = String.valueOf(asked.headers().getFirst("Content-Type"));
    String action = text(request, "Action");
    if (!type.startsWith("application/soap+xml") || !type.contains("\"" + action + "\"")) {
      return refuse(400, "Content-Type with the action is wanted, was " + type);
    }
    if (!text(request, "To").endsWith(asked.target())) {
      return refuse(400, "wsa:To is another address");
    }
    if (!isKnown(request)) {
      return refuse(401, "no good UsernameToken");
    }
    String name = action.substring(action.lastIndexOf('/') + 1).replace("Request", "");
    calls.add(name);
    if (name.equals("CreatePullPointSubscription")) {
      return asked.target().equals("/onvif/event_service") ? grant(name) : refuse(404, "where");
    }
    if (name.equals("Subscribe") && asked.target().equals("/onvif/event_service")) {
      NodeList reference = request.getElementsByTagNameNS("*", "ConsumerReference");
      consumer = reference.getLength() == 0 ? "" : reference.item(0).getTextContent().strip();
      return consumer.startsWith("https://") ? grant(name) : refuse(400, "no consumer");
    }
    if (!asked.target().equals(SUBSCRIPTION) || Instant.now().isAfter(until)) {
      return refuse(400, "ResourceUnknownFault: " + name);
    }
    return switch (name) {
      case "PullMessages" -> pull();
      case "Renew" -> grant(name);
      case "Unsubscribe" -> {
        until = Instant.EPOCH;
        yield soap("<wsnt:UnsubscribeResponse/>");
      }
      default -> refuse(400, "no such action");
    };
  }

  private boolean isKnown(Document request) {
    try {
      byte[] nonce = Base64.getDecoder().decode(text(request, "Nonce"));
      String created = text(request, "Created");
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(nonce);
      sha1.update((created + PASSWORD).getBytes(StandardCharsets.UTF_8));
      boolean fresh = nonces.add(text(request, "Nonce"));
      Duration age = Duration.between(Instant.parse(created), Instant.now()).abs();
      return fresh
          && age.compareTo(Duration.ofMinutes(1)) < 0
          && text(request, "Username").equals(USER)
          && Base64.getEncoder().encodeToString(sha1.digest()).equals(text(request, "Password"));
    } catch (Exception none) {
      return false;
    }
  }

  private Answer grant(String name) {
    Instant now = Instant.now();
    until = now.plus(lease);
    return soap(
        """
        <tev:%sResponse><tev:SubscriptionReference><wsa:Address>http://192.168.0.90%s</wsa:Address></tev:SubscriptionReference>\
        <wsnt:CurrentTime>%s</wsnt:CurrentTime><wsnt:TerminationTime>%s</wsnt:TerminationTime></tev:%sResponse>\
        """
            .formatted(
                name,
                SUBSCRIPTION,
                now.truncatedTo(ChronoUnit.MILLIS),
                until.truncatedTo(ChronoUnit.MILLIS),
                name));
  }

  private Answer pull() {
    byte[] odd = answers.poll();
    if (odd != null) {
      return new Answer(200, "application/soap+xml", odd, new Headers());
    }
    StringBuilder messages = new StringBuilder();
    for (String notice = notices.poll(); notice != null; notice = notices.poll()) {
      messages.append(notice);
    }
    return soap("<tev:PullMessagesResponse>" + messages + "</tev:PullMessagesResponse>");
  }

  private static Answer soap(String body) {
    return new Answer(
        200,
        "application/soap+xml",
        """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://www.w3.org/2005/08/addressing" \
        xmlns:tev="http://www.onvif.org/ver10/events/wsdl" xmlns:wsnt="http://docs.oasis-open.org/wsn/b-2" \
        xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body>%s</s:Body></s:Envelope>\
        """
            .formatted(body)
            .getBytes(StandardCharsets.UTF_8),
        new Headers());
  }

  private static String text(Document document, String name) {
    NodeList found = document.getElementsByTagNameNS("*", name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
