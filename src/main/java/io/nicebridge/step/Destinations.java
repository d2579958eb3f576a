package io.nicebridge.step;

import io.nicebridge.id.Authority;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.EndPointIdPattern;
import io.nicebridge.id.LongestFit;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.Strictness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/**
 * Which EndPointID lives where: the table of {@code routes/destinations.camel.yaml}. A row is an
 * EndPointID, or the beginning of one and {@code *}, then the destination, then what is special
 * about it. The longest row that fits wins.
 */
public final class Destinations {
  /** The bean's name in the route files. */
  public static final String NAME = "destinations";

  private static final Set<String> SCHEMES = Set.of("mqtt", "https", "local", "webrtc");

  private LongestFit<Destination> homes = new LongestFit<>(Map.of());
  private Set<Authority> authorities = Set.of();

  static Destinations of(CamelContext context) {
    Destinations bean = context.getRegistry().lookupByNameAndType(NAME, Destinations.class);
    if (bean == null) {
      throw new IllegalStateException("no route file declares the bean " + NAME);
    }
    return bean;
  }

  /** The whole table, as the route file holds it. */
  public void setTable(String table) {
    Map<EndPointIdPattern, Destination> read = new HashMap<>();
    for (Table.Row row : Table.rows(table)) {
      Destination home = destination(row);
      EndPointIdPattern who = Table.who(row, 0, home.strictness());
      if (read.put(who, home) != null) {
        throw new Table.BadRow(row, "the EndPointID [%s] has two lines".formatted(who));
      }
    }
    homes = new LongestFit<>(read);
    authorities =
        read.values().stream()
            .filter(home -> home.scheme().equals("https"))
            .map(home -> Authority.parse(home.authority()))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** True for an HTTPS authority that stands in the table: none other is ever dialled. */
  boolean leadsTo(Authority authority) {
    return authorities.contains(authority);
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
    return homes.find(id);
  }

  /** How to read what is addressed to this EndPointID, as yet unread. */
  public Strictness strictnessOf(String endPointId) {
    return homes.find(endPointId).map(Destination::strictness).orElse(Strictness.STRICT);
  }
}
