package io.nicebridge.vms;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages that are none, made of a good one: bombs, cut short, members missing or of the wrong
 * type, not UTF-8, deep, long. The same ones for the same seed.
 */
final class HostileInputs {
  private static final long SEED = 20260105;

  /** What stands behind a member's name. */
  private static final Pattern VALUE = Pattern.compile("([:=>]\\s*)(\"[^\"]*\"|[^,}\\]<>\"]+)");

  private final Random random = new Random(SEED);
  private final byte[] good;
  private final List<String> members;
  private final Predicate<byte[]> bad;

  /**
   * @param good a message that is taken
   * @param members texts of it without which it is none
   * @param bad what a change must have led to: most break a message, not all
   */
  HostileInputs(String good, List<String> members, Predicate<byte[]> bad) {
    this.good = good.getBytes(StandardCharsets.UTF_8);
    this.members = List.copyOf(members);
    this.bad = bad;
  }

  /** So many, one after another. */
  Iterable<byte[]> take(int count) {
    return () ->
        new Iterator<>() {
          private int made;

          @Override
          public boolean hasNext() {
            return made < count;
          }

          @Override
          public byte[] next() {
            made++;
            return make();
          }
        };
  }

  private byte[] make() {
    byte[] made = one();
    while (!bad.test(made)) {
      made = one();
    }
    return made;
  }

  private byte[] one() {
    return switch (random.nextInt(9)) {
      case 0 -> Arrays.copyOf(good, random.nextInt(good.length));
      case 1 -> new String(good, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
      case 2 -> noise();
      case 3 -> stained();
      case 4 -> without();
      case 5 -> retyped();
      case 6 -> deep();
      case 7 -> bomb();
      default -> fixed();
    };
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(300)];
    random.nextBytes(noise);
    return noise;
  }

  /** A byte that UTF-8 has nowhere. */
  private byte[] stained() {
    byte[] stained = good.clone();
    stained[random.nextInt(stained.length)] = (byte) (0xf8 + random.nextInt(8));
    return stained;
  }

  private byte[] without() {
    String member = members.get(random.nextInt(members.size()));
    String other = member.startsWith("\"") ? "\"x" + member.substring(1) : "x" + member;
    return text().replace(member, other).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] retyped() {
    String member = members.get(random.nextInt(members.size()));
    List<String> others =
        List.of("7", "null", "[]", "{}", "true", "\"\"", "[[[]]]", "-1e999", "<a/>");
    String other = others.get(random.nextInt(others.size()));
    int at = text().indexOf(member) + member.length();
    String rest = text().substring(at);
    return (text().substring(0, at)
            + VALUE.matcher(rest).replaceFirst("$1" + Matcher.quoteReplacement(other)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] deep() {
    int levels = 100 + random.nextInt(3_000);
    List<String> openings = List.of("[", "{\"a\":", "<a>", "[{\"Event\":", "<a b='c'><b>");
    return openings
        .get(random.nextInt(openings.size()))
        .repeat(levels)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Entities within entities, entities of files, and what would be long if anybody read it. */
  private byte[] bomb() {
    StringBuilder bomb =
        new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e0 \"ha\">");
    int levels = 1 + random.nextInt(20);
    for (int i = 1; i <= levels; i++) {
      bomb.append("<!ENTITY e%d \"%s\">".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
    }
    if (random.nextBoolean()) {
      bomb.append("<!ENTITY file SYSTEM \"file:///etc/passwd\">");
    }
    bomb.append("]><a>&e").append(levels).append(";&file;</a>").append(text());
    return bomb.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] fixed() {
    List<String> all =
        new ArrayList<>(
            List.of(
                "",
                " ",
                "null",
                "true",
                "7",
                "\"text\"",
                "[]",
                "{}",
                "<a/>",
                "[1,2,3]",
                "\u0000",
                "{\"a\":1,\"a\":2}",
                "{\"__proto__\":{}}",
                "&lt;",
                "<![CDATA[",
                "1e999999999"));
    all.add(text() + text());
    all.add(text() + "}");
    all.add("{\"a\":\"" + "x".repeat(random.nextInt(10_000)) + "\"}");
    return all.get(random.nextInt(all.size())).getBytes(StandardCharsets.UTF_8);
  }

  private String text() {
    return new String(good, StandardCharsets.UTF_8);
  }
}
