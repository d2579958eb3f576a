package io.nicebridge.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads Analytics Events by the schema, and refuses what is not one. */
public final class AnalyticsXml {
  private static final String NAMESPACE = "urn:milestone-systems";
  private static final Schema SCHEMA = schema();

  /** What a person at XProtect sees of an event. */
  public record Event(
      String id, String time, String message, String tag, String source, String description) {}

  private AnalyticsXml() {}

  private static Schema schema() {
    try (InputStream in =
        AnalyticsXml.class.getResourceAsStream(
            "/io/nicebridge/vms/milestone-analytics-event.xsd")) {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(new StreamSource(in));
    } catch (IOException | SAXException e) {
      throw new IllegalStateException("the schema itself cannot be read", e);
    }
  }

  /**
   * Reads an event.
   *
   * @throws IllegalArgumentException when it is not valid
   */
  public static Event read(String xml) {
    Document document = parse(xml);
    try {
      SCHEMA.newValidator().validate(new DOMSource(document));
    } catch (SAXException | IOException invalid) {
      throw new IllegalArgumentException(invalid.getMessage(), invalid);
    }
    boxesAreBoxes(document);
    return new Event(
        text(document, "ID"),
        text(document, "Timestamp"),
        text(document, "Message"),
        text(document, "CustomTag"),
        text(document, "Source"),
        text(document, "Description"));
  }

  private static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (ParserConfigurationException | SAXException | IOException noXml) {
      throw new IllegalArgumentException("no XML: " + noXml.getMessage(), noXml);
    }
  }

  /** What a schema cannot say: that the top is above the bottom. */
  private static void boxesAreBoxes(Document document) {
    NodeList boxes = document.getElementsByTagNameNS(NAMESPACE, "BoundingBox");
    for (int i = 0; i < boxes.getLength(); i++) {
      Element box = (Element) boxes.item(i);
      if (side(box, "Top") >= side(box, "Bottom") || side(box, "Left") >= side(box, "Right")) {
        throw new IllegalArgumentException("a BoundingBox must have an inside");
      }
    }
  }

  private static double side(Element box, String name) {
    return Double.parseDouble(box.getElementsByTagNameNS(NAMESPACE, name).item(0).getTextContent());
  }

  private static String text(Document document, String name) {
    NodeList found = document.getElementsByTagNameNS(NAMESPACE, name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
