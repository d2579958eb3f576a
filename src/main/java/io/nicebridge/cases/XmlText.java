package io.nicebridge.cases;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XML that a route made, and what stands in it. Names are as they are written: {@code
 * /AnalyticsEvent/EventHeader/Message} finds an element in whatever default namespace.
 */
final class XmlText {
  private final Document document;

  private XmlText(Document document) {
    this.document = document;
  }

  /** Why a text is none, or a path finds nothing that it could. */
  static final class NoXml extends Exception {
    private static final long serialVersionUID = 1L;

    NoXml(String sentence) {
      super(sentence);
    }
  }

  static XmlText parse(String text) throws NoXml {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      // A step is to find an element in whatever namespace the document declares.
      factory.setNamespaceAware(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return new XmlText(builder.parse(new InputSource(new StringReader(text))));
    } catch (SAXException | IOException e) {
      throw new NoXml(String.valueOf(e.getMessage()));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every JDK reads XML", e);
    }
  }

  /** The text of the first element or attribute that an XPath finds; empty when it finds none. */
  Optional<String> find(String path) throws NoXml {
    try {
      var xpath = XPathFactory.newDefaultInstance().newXPath();
      NodeList found = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
      return found.getLength() == 0
          ? Optional.empty()
          : Optional.of(found.item(0).getTextContent());
    } catch (XPathExpressionException e) {
      throw new NoXml("the XPath [%s] cannot be used".formatted(path));
    }
  }
}
