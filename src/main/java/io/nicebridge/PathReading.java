package io.nicebridge;

import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import io.nicebridge.id.UnknownPath;
import io.nicebridge.message.Refusal;
import io.nicebridge.step.Destinations;
import org.apache.camel.CamelContext;

/** From the text of a path to what it names, or to a refusal. */
final class PathReading {
  private PathReading() {}

  /** Reads a path as strictly as its destination asks for. */
  static DestinationPath read(CamelContext context, String target) {
    try {
      DestinationPath lenient = DestinationPath.parse(target, Strictness.LENIENT);
      return strictness(context, lenient) == Strictness.LENIENT
          ? lenient
          : supported(DestinationPath.parse(target, Strictness.STRICT));
    } catch (UnknownPath e) {
      throw new Refusal(Refusal.Kind.UNKNOWN_PATH, e.sentence());
    } catch (Malformed e) {
      throw new Refusal(Refusal.Kind.MALFORMED, e.sentence());
    }
  }

  private static Strictness strictness(CamelContext context, DestinationPath path) {
    Destinations table =
        context.getRegistry().lookupByNameAndType(Destinations.NAME, Destinations.class);
    return table == null ? Strictness.STRICT : table.strictnessOf(path.endPointId().text());
  }

  private static DestinationPath supported(DestinationPath path) {
    if (!path.version().isSupported()) {
      throw new Refusal(
          Refusal.Kind.UNKNOWN_PATH,
          "the VERSION [%s] is none that this bridge knows".formatted(path.version()));
    }
    return path;
  }
}
