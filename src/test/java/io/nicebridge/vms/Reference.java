package io.nicebridge.vms;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a message must be, by other means than those of the bridge. */
final class Reference {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Reference() {}

  /** No JSON object, or not one of which this holds. */
  static Predicate<byte[]> noJson(Predicate<JsonNode> holds) {
    return body -> {
      try {
        JsonNode tree = JSON.readTree(utf8(body));
        return tree == null || !tree.isObject() || !holds.test(tree);
      } catch (IOException | StackOverflowError noJson) {
        return true;
      }
    };
  }

  private static String utf8(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  static boolean isText(JsonNode tree, String pointer) {
    return tree.at(pointer).isTextual() && !tree.at(pointer).asText().isBlank();
  }

  /** No XML without a DTD, or without a NotificationMessage that has a topic and a time. */
  static boolean noNotice(byte[] body) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      Document document =
          builder.parse(new ByteArrayInputStream(utf8(body).getBytes(StandardCharsets.UTF_8)));
      NodeList notices = document.getElementsByTagNameNS("*", "NotificationMessage");
      boolean bad = notices.getLength() == 0;
      for (int i = 0; i < notices.getLength(); i++) {
        bad |= !isNotice((Element) notices.item(i));
      }
      return bad;
    } catch (Exception | StackOverflowError noXml) {
      return true;
    }
  }

  private static boolean isNotice(Element notice) {
    NodeList topics = notice.getElementsByTagNameNS("*", "Topic");
    NodeList messages = notice.getElementsByTagNameNS("*", "Message");
    return topics.getLength() > 0
        && !topics.item(0).getTextContent().isBlank()
        && messages.getLength() > 1
        && isTime(((Element) messages.item(1)).getAttribute("UtcTime"));
  }

  static boolean isTime(String text) {
    try {
      return Instant.parse(text).getEpochSecond() > 0;
    } catch (DateTimeException none) {
      return false;
    }
  }
}
