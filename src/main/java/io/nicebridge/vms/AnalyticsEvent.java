package io.nicebridge.vms;

import io.nicebridge.mark.Box;
import io.nicebridge.mark.Item;
import io.nicebridge.mark.MarkTime;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An Analytics Event of Milestone XProtect: XML in UTF-8, its elements in the order that the
 * vendor's schema asks for. What that schema does not check stands here all the same: a zone in the
 * time, a Confidence and a box of at most 1, a Source.
 *
 * @see <a
 *     href="https://doc.developer.milestonesys.com/html/reference/protocols/analytics_and_mad_events.html">Analytics
 *     and MAD events</a>
 * @param source the camera as XProtect names it: host, {@code host,channel}, or its GUID
 */
public record AnalyticsEvent(Sighting sighting, String source, Optional<Box.Frame> frame) {
  private static final String NAMESPACE = "urn:milestone-systems";

  /** Of a camera: what an FQID is about. */
  private static final String CAMERA = "5135BA21-F1DC-4321-806A-6CE2017343C0";

  /** After the point: a ten-thousandth of a picture is less than a pixel. */
  private static final int DIGITS = 4;

  private static final double SMALLEST = 0.0002;
  private static final int MOST_OBJECTS = 32;

  /**
   * The same for what is sent again: it is the same event. Another event of the same SceneMark has
   * another.
   */
  public UUID id() {
    String of = sighting.mark().id() + "\n" + sighting.name();
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
  }

  /** As a generic event: one line, whatever the SceneMark holds. */
  public String toLine() {
    return PlainText.of("%s %s %s".formatted(sighting.name(), source, sighting.mark().id()));
  }

  public byte[] toXml() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
      xml.setDefaultNamespace(NAMESPACE);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement(NAMESPACE, "AnalyticsEvent");
      xml.writeDefaultNamespace(NAMESPACE);
      header(xml);
      text(xml, "Description", sighting.description());
      objects(xml);
      xml.writeStartElement(NAMESPACE, "Vendor");
      text(xml, "Name", "NICE bridge");
      text(
          xml,
          "CustomData",
          "version=%s;node=%s".formatted(sighting.mark().version(), sighting.node()));
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory takes every XML", e);
    }
    return bytes.toByteArray();
  }

  private void header(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, "EventHeader");
    text(xml, "ID", id().toString());
    text(xml, "Timestamp", MarkTime.text(sighting.mark().time()));
    text(xml, "Message", sighting.name());
    text(xml, "CustomTag", sighting.mark().id());
    xml.writeStartElement(NAMESPACE, "Source");
    if (isGuid(source)) {
      xml.writeStartElement(NAMESPACE, "FQID");
      text(xml, "ObjectId", source);
      text(xml, "FolderType", "0");
      text(xml, "Kind", CAMERA);
      xml.writeEndElement();
    } else {
      text(xml, "Name", source);
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** A GUID names the camera itself, anything else its address. */
  private static boolean isGuid(String text) {
    return text.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
  }

  private void objects(XMLStreamWriter xml) throws XMLStreamException {
    if (sighting.items().isEmpty()) {
      return;
    }
    xml.writeStartElement(NAMESPACE, "ObjectList");
    for (Item item : sighting.items().subList(0, Math.min(MOST_OBJECTS, sighting.items().size()))) {
      xml.writeStartElement(NAMESPACE, "Object");
      text(xml, "Name", PlainText.orElse(item.name(), "Undefined"));
      text(xml, "Type", PlainText.orElse(item.type(), "Undefined"));
      if (item.probability().isPresent()) {
        text(xml, "Confidence", number(item.probability().getAsDouble()));
      }
      text(xml, "AlarmTrigger", "true");
      Optional<Box> box =
          item.box().flatMap(seen -> seen.within(frame)).filter(AnalyticsEvent::canBeSeen);
      if (box.isPresent()) {
        box(xml, box.get());
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** What rounding would make a line or a point is no box to XProtect. */
  private static boolean canBeSeen(Box box) {
    return box.width() > SMALLEST && box.height() > SMALLEST;
  }

  private static void box(XMLStreamWriter xml, Box box) throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, "BoundingBox");
    text(xml, "Top", number(box.y()));
    text(xml, "Left", number(box.x()));
    text(xml, "Bottom", number(box.y() + box.height()));
    text(xml, "Right", number(box.x() + box.width()));
    xml.writeEndElement();
  }

  private static String number(double value) {
    return BigDecimal.valueOf(Math.min(1, value))
        .setScale(DIGITS, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static void text(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, name);
    xml.writeCharacters(PlainText.of(value));
    xml.writeEndElement();
  }
}
