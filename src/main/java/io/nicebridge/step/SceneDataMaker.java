package io.nicebridge.step;

import io.nicebridge.id.ApiName;
import io.nicebridge.id.DataPath;
import io.nicebridge.id.PortId;
import io.nicebridge.id.Strictness;
import io.nicebridge.id.Version;
import io.nicebridge.message.Recording;
import io.nicebridge.vms.NodeName;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * A picture or a clip that a route has of a camera becomes SceneData: {@code sections} makes the
 * body the list of its sections, for a split, and as a step it lets each of them enter {@code
 * direct:data}.
 */
public final class SceneDataMaker implements Processor {
  private static final Version EDITION = new Version("1.0");
  private static final ApiName API = ApiName.parse("SetSceneData", Strictness.STRICT);
  private static final int ID_BYTES = 8;

  private final SecureRandom random = new SecureRandom();
  private @Nullable NodeName node;
  private PortId port = PortId.parse("0001", Strictness.STRICT);
  private String mediaFormat = "JPEG";
  private String fileType = "Image";

  /** EndPointID, underscore, NODE_ID: of whom it is. */
  public void setNode(String text) {
    node = NodeName.parse(text);
  }

  /** The Port of the Node's stream, to which a SceneMode gives its destinations. */
  public void setPort(String text) {
    port = PortId.parse(text, Strictness.STRICT);
  }

  /** JPEG, PNG, H.264, H.265, RAW or JSON. */
  public void setMediaFormat(String text) {
    mediaFormat = text;
  }

  /** Image or Video. */
  public void setFileType(String text) {
    fileType = text;
  }

  private NodeName node() {
    NodeName known = node;
    if (known == null) {
      throw new IllegalStateException("the bean must have a property node: EndPointID_NODE_ID");
    }
    return known;
  }

  /** One body becomes the list of its sections. */
  public void sections(Exchange exchange) throws InvalidPayloadException {
    byte[] bytes = exchange.getMessage().getMandatoryBody(byte[].class);
    String id = HexFormat.of().toHexDigits(ByteBuffer.wrap(fresh()).getLong());
    Recording whole =
        new Recording("SDT_" + node().text() + "_" + id, mediaFormat, fileType, bytes);
    exchange.getMessage().setBody(whole.sections());
  }

  private byte[] fresh() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public void process(Exchange exchange) throws InvalidPayloadException {
    byte[] section = exchange.getMessage().getMandatoryBody(byte[].class);
    Marks.enter(
        exchange,
        new DataPath(EDITION, node().endPoint(), node().node(), port, Optional.of(API)),
        section);
  }
}
