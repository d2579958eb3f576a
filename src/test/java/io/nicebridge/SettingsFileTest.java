package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SettingsFileTest {
  @Test
  void aValueKnowsTheLineThatItsKeyStandsIn() {
    SettingsFile file = SettingsFile.parse("f", "# one\n\na=1\nb = x \\\n  y\nc:3\n");

    assertThat(file.values().get("a")).isEqualTo(new SettingsFile.Setting("1", new Place("f", 3)));
    assertThat(file.values().get("b"))
        .isEqualTo(new SettingsFile.Setting("x y", new Place("f", 4)));
    assertThat(file.values().get("c")).isEqualTo(new SettingsFile.Setting("3", new Place("f", 6)));
  }

  @Test
  void aBrokenEscapeIsAFaultOfItsLine() {
    SettingsFile file = SettingsFile.parse("f", "a=1\nb=\\u00g0\n");

    assertThat(file.faults())
        .containsExactly(new Fault("f", 2, "a \\u must be followed by four hexadecimal digits"));
  }

  @Property(tries = 2000)
  void readsWhatJavaReads(
      @ForAll
          @Chars({'a', 'b', '=', ':', '\\', '\n', ' ', '#', '!'})
          @CharRange(from = 'c', to = 'd')
          @StringLength(max = 30)
          String text)
      throws Exception {
    Properties expected = new Properties();
    expected.load(new StringReader(text));

    SettingsFile file = SettingsFile.parse("f", text);

    Map<String, String> read = new HashMap<>();
    file.values().forEach((key, setting) -> read.put(key, setting.text()));
    Map<String, String> wanted = new HashMap<>();
    expected.forEach((key, value) -> wanted.put(key + "", (value + "").strip()));
    assertThat(read).isEqualTo(wanted);
  }
}
