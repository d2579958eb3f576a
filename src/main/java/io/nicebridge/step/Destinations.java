package io.nicebridge.step;

import io.nicebridge.id.Authority;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * Which EndPointID lives where: the table of {@code routes/destinations.camel.yaml}. A row is an
 * EndPointID, or the beginning of one and {@code *}, then the destination, then what is special
 * about it. The longest row that fits wins.
 */
public final class Destinations {
  /** The bean's name in the route files. */
  public static final String NAME = "destinations";

  private static final String NOUGHT = EndPointId.NIL.text();

  private static final Set<String> SCHEMES = Set.of("mqtt", "https", "local", "webrtc");

  private Map<String, Destination> exact = Map.of();
  private List<Map.Entry<String, Destination>> prefixes = List.of();

  static Destinations of(CamelContext context) {
    Destinations bean = context.getRegistry().lookupByNameAndType(NAME, Destinations.class);
    if (bean == null) {
      throw new IllegalStateException("no route file declares the bean " + NAME);
    }
    return bean;
  }

  /** The whole table, as the route file holds it. */
  public void setTable(String table) {
    Map<String, Destination> exactRows = new HashMap<>();
    Map<String, Destination> prefixRows = new HashMap<>();
    for (Table.Row row : Table.rows(table)) {
      String who = row.columns().get(0).toLowerCase(Locale.ROOT);
      Destination where = destination(row);
      int star = who.indexOf('*');
      if (star >= 0 && star != who.length() - 1) {
        throw new Table.BadRow(
            row, "an EndPointID [%s] may have a * at its end only".formatted(who));
      }
      requireReachable(row, star < 0 ? who : who.substring(0, star), star < 0, where);
      Destination twin =
          star < 0 ? exactRows.put(who, where) : prefixRows.put(who.substring(0, star), where);
      if (twin != null) {
        throw new Table.BadRow(row, "the EndPointID [%s] has two lines".formatted(who));
      }
    }
    exact = Map.copyOf(exactRows);
    prefixes =
        prefixRows.entrySet().stream()
            .sorted(Comparator.comparingInt((Map.Entry<String, ?> e) -> -e.getKey().length()))
            .map(e -> Map.entry(e.getKey(), e.getValue()))
            .toList();
  }

  /** A line that no EndPointID fits would wait for ever for somebody to notice. */
  private static void requireReachable(
      Table.Row row, String who, boolean whole, Destination where) {
    boolean strict = where.strictness() == Strictness.STRICT;
    String filled = whole ? who : who + NOUGHT.substring(Math.min(who.length(), NOUGHT.length()));
    try {
      EndPointId unused = EndPointId.parse(strict ? filled : who + "0", where.strictness());
    } catch (Malformed malformed) {
      throw new Table.BadRow(
          row,
          "no EndPointID %s [%s]: it must be hexadecimal digits in groups of 8-4-4-4-12"
              .formatted(whole ? "is" : "begins with", who));
    }
  }

  /** True for an HTTPS authority that stands in the table: none other is ever dialled. */
  boolean leadsTo(Authority authority) {
    return Stream.concat(exact.values().stream(), prefixes.stream().map(Map.Entry::getValue))
        .filter(destination -> destination.scheme().equals("https"))
        .anyMatch(destination -> Authority.parse(destination.authority()).equals(authority));
  }

  /** One row of the table. */
  public static Destination destination(Table.Row row) {
    List<String> columns = row.columns();
    String address = columns.size() > 1 ? columns.get(1) : "";
    int colon = address.indexOf("://");
    String scheme = colon < 0 ? "" : address.substring(0, colon);
    String authority = colon < 0 ? "" : address.substring(colon + 3);
    if (!SCHEMES.contains(scheme) || (authority.isEmpty() && !scheme.equals("webrtc"))) {
      throw new Table.BadRow(
          row,
          "the destination [%s] must be mqtt://<broker>, https://<authority>, local://<name> or"
                  .formatted(address)
              + " webrtc://");
    }
    if (scheme.equals("https")) {
      requireAuthority(row, authority);
    }
    boolean lenient = false;
    boolean verifyBodyToken = false;
    for (String option : columns.subList(2, columns.size())) {
      switch (option) {
        case "lenient" -> lenient = true;
        case "verify-body-token" -> verifyBodyToken = true;
        default ->
            throw new Table.BadRow(
                row, "the option [%s] must be lenient or verify-body-token".formatted(option));
      }
    }
    return new Destination(
        scheme, authority, lenient ? Strictness.LENIENT : Strictness.STRICT, verifyBodyToken);
  }

  private static void requireAuthority(Table.Row row, String text) {
    try {
      Authority.parse(text);
    } catch (Malformed malformed) {
      throw new Table.BadRow(row, malformed.sentence());
    }
  }

  /** Where this EndPointID lives, if anywhere. */
  public Optional<Destination> find(EndPointId id) {
    return find(id.text());
  }

  /** How to read what is addressed to this EndPointID, as yet unread. */
  public Strictness strictnessOf(String endPointId) {
    return find(endPointId).map(Destination::strictness).orElse(Strictness.STRICT);
  }

  private Optional<Destination> find(String text) {
    String id = text.toLowerCase(Locale.ROOT);
    Destination here = exact.get(id);
    if (here != null) {
      return Optional.of(here);
    }
    return prefixes.stream()
        .filter(row -> id.startsWith(row.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
