package io.nicebridge.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Topic filters, after their way through an address. */
class TopicListTest {
  @Test
  void makesAPlusAgainOfEachLevelThatIsABlank() {
    assertThat(TopicList.of(" /onvif-ej/#,axis/ /event/ ,+/x"))
        .containsExactly("+/onvif-ej/#", "axis/+/event/+", "+/x");
  }

  @Test
  void leavesTheBlanksOfATopicAsTheyAre() {
    assertThat(TopicList.of("my house/ door/x")).containsExactly("my house/ door/x");
  }
}
