package io.nicebridge.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TopicTest {
  @Provide
  Arbitrary<String> topics() {
    return Arbitraries.of("a", "b", "").list().ofMinSize(1).ofMaxSize(4).map(l -> join(l));
  }

  @Provide
  Arbitrary<String> filters() {
    return Arbitraries.of("a", "b", "", "+")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .flatMap(l -> Arbitraries.of(join(l), join(l) + "/#", "#"));
  }

  private static String join(List<String> levels) {
    return String.join("/", levels);
  }

  /** MQTT 5 section 4.7.1, by a regular expression. */
  private static boolean fits(String filter, String topic) {
    String regex = ("/" + filter).replace("/#", "(/.*)?").replace("/+", "/[^/]*");
    return ("/" + topic).matches(regex);
  }

  @Property
  void coversATopicWhereTheFilterFitsIt(
      @ForAll("filters") String filter, @ForAll("topics") String topic) {
    assertThat(Topic.of(filter).covers(Topic.of(topic))).isEqualTo(fits(filter, topic));
  }

  @Property
  void coversAFilterOnlyWhereItFitsWhateverThatFits(
      @ForAll("filters") String wide,
      @ForAll("filters") String narrow,
      @ForAll("topics") String topic) {
    if (Topic.of(wide).covers(Topic.of(narrow)) && fits(narrow, topic)) {
      assertThat(fits(wide, topic)).isTrue();
    }
  }
}
