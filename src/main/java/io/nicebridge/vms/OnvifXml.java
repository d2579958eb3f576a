package io.nicebridge.vms;

import io.nicebridge.id.Malformed;
import io.nicebridge.mark.MarkTime;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads what ONVIF cameras write in XML: notices (WS-BaseNotification, {@code
 * wsnt:NotificationMessage} with a {@code tt:Message}), and single texts of an answer. No DTD, no
 * entity but XML's own, no more than a size, a depth and a number of elements.
 */
public final class OnvifXml {
  private static final int LARGEST = 1 << 20;
  private static final int DEEPEST = 64;
  private static final int MOST = 20_000;
  private static final int LONGEST = 1024;

  private final XMLStreamReader xml;
  private int depth;
  private int elements;

  private OnvifXml(byte[] body) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    this.xml = factory.createXMLStreamReader(new StringReader(text(body)));
  }

  /** Before the parser, which tells standard error of bytes that are no UTF-8. */
  private static String text(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Malformed("XML must be in UTF-8");
    }
  }

  private static OnvifXml of(byte[] body) throws XMLStreamException {
    if (body.length > LARGEST) {
      throw new Malformed("XML must be at most %d bytes, was %d".formatted(LARGEST, body.length));
    }
    return new OnvifXml(body);
  }

  /**
   * The notices of an answer to whoever asked; it may have none.
   *
   * @throws Malformed when it is no XML, or more than anybody sends
   */
  public static List<OnvifNotice> notices(byte[] body) {
    return notices(body, 0);
  }

  /**
   * The notices of a message that is sent because of them.
   *
   * @throws Malformed when it has none, too
   */
  public static List<OnvifNotice> pushed(byte[] body) {
    return notices(body, 1);
  }

  private static List<OnvifNotice> notices(byte[] body, int least) {
    try {
      OnvifXml reader = of(body);
      List<OnvifNotice> notices = new ArrayList<>();
      int read = 0;
      boolean answers = false;
      while (reader.next()) {
        answers |= reader.starts("PullMessagesResponse") || reader.starts("Notify");
        if (reader.starts("NotificationMessage")) {
          reader.notice().ifPresent(notices::add);
          read++;
        }
      }
      if (read < least || !answers) {
        throw new Malformed(
            "notices must be a PullMessagesResponse, or a Notify with one at least");
      }
      return notices;
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  /**
   * The texts of the elements with these local names, the first of each.
   *
   * @throws Malformed when it is no XML
   */
  public static Map<String, String> texts(byte[] body, String... names) {
    try {
      OnvifXml reader = of(body);
      Map<String, String> found = new HashMap<>();
      while (reader.next()) {
        for (String name : names) {
          if (reader.starts(name) && !found.containsKey(name)) {
            found.put(name, reader.text());
          }
        }
      }
      return found;
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  /** Its text may quote what stood there. */
  private static Malformed malformed(XMLStreamException fault) {
    int line = fault.getLocation() == null ? 0 : fault.getLocation().getLineNumber();
    return new Malformed("must be XML without a DTD, broke in line " + line);
  }

  private boolean next() throws XMLStreamException {
    if (!xml.hasNext()) {
      return false;
    }
    switch (xml.next()) {
      case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
          throw new Malformed("must be XML without a DTD and without entities");
      case XMLStreamConstants.START_ELEMENT -> {
        depth++;
        elements++;
        if (depth > DEEPEST || elements > MOST) {
          throw new Malformed(
              "XML must be at most %d levels deep and have %d elements".formatted(DEEPEST, MOST));
        }
      }
      case XMLStreamConstants.END_ELEMENT -> depth--;
      default -> {
        // Texts are read where somebody asks for them.
      }
    }
    return true;
  }

  private boolean starts(String name) {
    return xml.isStartElement() && xml.getLocalName().equals(name);
  }

  private String text() throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    int inside = depth;
    while (next() && depth >= inside) {
      if (xml.isCharacters() && depth == inside && text.length() < LONGEST) {
        text.append(xml.getText());
      }
    }
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text.toString().strip();
  }

  private Optional<OnvifNotice> notice() throws XMLStreamException {
    int inside = depth;
    String topic = "";
    @Nullable Instant time = null;
    boolean initial = false;
    boolean deleted = false;
    Map<String, String> source = new HashMap<>();
    Map<String, String> data = new HashMap<>();
    Map<String, String> into = data;
    while (next() && depth >= inside) {
      if (!xml.isStartElement()) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "Topic" -> topic = OnvifNotice.plain(text());
        case "Message" -> {
          if (attribute("UtcTime").isPresent()) {
            time = MarkTime.parse(attribute("UtcTime").get());
          }
          String operation = attribute("PropertyOperation").orElse("Changed");
          initial = initial || operation.equals("Initialized");
          deleted = deleted || operation.equals("Deleted");
        }
        case "Source", "Key" -> into = source;
        case "Data" -> into = data;
        case "SimpleItem" -> put(into);
        default -> {
          // ElementItems and the like are nobody's business here.
        }
      }
    }
    if (topic.isEmpty() || time == null) {
      throw new Malformed("a NotificationMessage must have a Topic, and a Message with UtcTime");
    }
    return deleted
        ? Optional.empty()
        : Optional.of(new OnvifNotice(topic, source, data, Optional.ofNullable(time), initial));
  }

  private void put(Map<String, String> into) {
    Optional<String> name = attribute("Name");
    Optional<String> value = attribute("Value");
    if (name.isPresent() && value.isPresent() && value.get().length() <= LONGEST) {
      into.put(name.get(), value.get());
    }
  }

  private Optional<String> attribute(String name) {
    return Optional.ofNullable(xml.getAttributeValue(null, name));
  }
}
