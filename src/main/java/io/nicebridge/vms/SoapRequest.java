package io.nicebridge.vms;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A SOAP 1.2 request to an ONVIF camera's event service, with a WS-UsernameToken whose password is
 * digested (WSS UsernameToken Profile 1.1 section 3.1).
 */
final class SoapRequest {
  private static final String EVENTS = "http://www.onvif.org/ver10/events/wsdl";
  private static final String NOTIFICATION = "http://docs.oasis-open.org/wsn/b-2";
  private static final String ACTIONS = "http://docs.oasis-open.org/wsn/bw-2/";

  private static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
  private static final String ADDRESSING = "http://www.w3.org/2005/08/addressing";
  private static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
  private static final String SECURITY = WSS + "wssecurity-secext-1.0.xsd";
  private static final String UTILITY = WSS + "wssecurity-utility-1.0.xsd";
  private static final String DIGEST = WSS + "username-token-profile-1.0#PasswordDigest";
  private static final String BASE64 = WSS + "soap-message-security-1.0#Base64Binary";

  private SoapRequest() {}

  /** Who asks. */
  record Account(String username, String password) {}

  /**
   * What is asked.
   *
   * @param action for the header {@code wsa:Action}
   * @param consumer where notices are to be sent; empty where the request has none
   * @param parameters names and texts, in the request's namespace
   */
  record Ask(
      String action,
      String namespace,
      String name,
      String consumer,
      Map<String, String> parameters) {
    private static Ask of(
        String actions, String namespace, String name, Map<String, String> parameters) {
      return new Ask(actions + name + "Request", namespace, name, "", parameters);
    }

    static Ask createPullPoint(String lease) {
      return of(
          EVENTS + "/EventPortType/",
          EVENTS,
          "CreatePullPointSubscription",
          Map.of("InitialTerminationTime", lease));
    }

    /** Members in the order of the schema. */
    static Ask pull(String wait, String most) {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("Timeout", wait);
      parameters.put("MessageLimit", most);
      return of(EVENTS + "/PullPointSubscription/", EVENTS, "PullMessages", parameters);
    }

    static Ask subscribe(String consumer, String lease) {
      Map<String, String> parameters = Map.of("InitialTerminationTime", lease);
      String action = ACTIONS + "NotificationProducer/SubscribeRequest";
      return new Ask(action, NOTIFICATION, "Subscribe", consumer, parameters);
    }

    static Ask renew(String lease) {
      return of(
          ACTIONS + "SubscriptionManager/",
          NOTIFICATION,
          "Renew",
          Map.of("TerminationTime", lease));
    }

    static Ask unsubscribe() {
      return of(ACTIONS + "SubscriptionManager/", NOTIFICATION, "Unsubscribe", Map.of());
    }
  }

  /**
   * The request as bytes.
   *
   * @param to where it goes: cameras check that
   * @param nonce of this request alone
   */
  static byte[] of(Ask ask, String to, Account account, byte[] nonce, Instant now) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("s", "Envelope", SOAP);
      xml.writeNamespace("s", SOAP);
      xml.writeNamespace("wsa", ADDRESSING);
      xml.writeStartElement("s", "Header", SOAP);
      element(xml, "wsa", "Action", ADDRESSING, ask.action());
      element(xml, "wsa", "To", ADDRESSING, to);
      if (!account.username().isEmpty()) {
        security(xml, account, nonce, now.truncatedTo(ChronoUnit.SECONDS).toString());
      }
      xml.writeEndElement();
      xml.writeStartElement("s", "Body", SOAP);
      xml.writeStartElement("b", ask.name(), ask.namespace());
      xml.writeNamespace("b", ask.namespace());
      if (!ask.consumer().isEmpty()) {
        xml.writeStartElement("b", "ConsumerReference", ask.namespace());
        element(xml, "wsa", "Address", ADDRESSING, ask.consumer());
        xml.writeEndElement();
      }
      for (Map.Entry<String, String> one : ask.parameters().entrySet()) {
        element(xml, "b", one.getKey(), ask.namespace(), one.getValue());
      }
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory takes every XML", e);
    }
    return bytes.toByteArray();
  }

  private static void security(XMLStreamWriter xml, Account account, byte[] nonce, String created)
      throws XMLStreamException {
    xml.writeStartElement("wsse", "Security", SECURITY);
    xml.writeNamespace("wsse", SECURITY);
    xml.writeNamespace("wsu", UTILITY);
    xml.writeAttribute("s", SOAP, "mustUnderstand", "true");
    xml.writeStartElement("wsse", "UsernameToken", SECURITY);
    element(xml, "wsse", "Username", SECURITY, account.username());
    xml.writeStartElement("wsse", "Password", SECURITY);
    xml.writeAttribute("Type", DIGEST);
    xml.writeCharacters(digest(nonce, created, account.password()));
    xml.writeEndElement();
    xml.writeStartElement("wsse", "Nonce", SECURITY);
    xml.writeAttribute("EncodingType", BASE64);
    xml.writeCharacters(Base64.getEncoder().encodeToString(nonce));
    xml.writeEndElement();
    element(xml, "wsu", "Created", UTILITY, created);
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** Base64(SHA-1(nonce + created + password)), as the profile says. */
  static String digest(byte[] nonce, String created, String password) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(nonce);
      sha1.update(created.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder()
          .encodeToString(sha1.digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static void element(
      XMLStreamWriter xml, String prefix, String name, String namespace, String text)
      throws XMLStreamException {
    xml.writeStartElement(prefix, name, namespace);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
