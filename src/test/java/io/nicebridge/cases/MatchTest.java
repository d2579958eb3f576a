package io.nicebridge.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts when a message is compared with what it must be. */
class MatchTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<String> compare(String must, String was) {
    try {
      return Match.bytes(
              "body", Part.of(7, JSON.readTree(must)), was.getBytes(StandardCharsets.UTF_8))
          .stream()
          .map(Problem::sentence)
          .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void onlyNamedFieldsCount() {
    assertThat(compare("{\"a\":{\"b\":1}}", "{\"a\":{\"b\":1,\"c\":2},\"d\":3}")).isEmpty();
  }

  @Test
  void everyFieldThatDiffersIsNamed() {
    assertThat(compare("{\"a\":{\"b\":1,\"c\":2},\"d\":3}", "{\"a\":{\"b\":2},\"d\":\"3\"}"))
        .containsExactly(
            "body.a.b [2] must be 1",
            "body.a.c is missing, it must be 2",
            "body.d [\"3\"] must be 3");
  }

  @Test
  void aListIsAsLongAsTheCaseSays() {
    assertThat(compare("{\"a\":[1]}", "{\"a\":[1,2]}"))
        .containsExactly("body.a has [2] items, it must have 1");
    assertThat(compare("{\"a\":[{\"b\":1},2]}", "{\"a\":[{\"b\":1,\"c\":1},3]}"))
        .containsExactly("body.a[1] [3] must be 2");
  }

  @Test
  void aTextThatHoldsJsonIsLookedInto() {
    assertThat(compare("{\"a\":{\"b\":1}}", "{\"a\":\"{\\\"b\\\":1}\"}")).isEmpty();
    assertThat(compare("{\"a\":{\"b\":1}}", "{\"a\":\"b\"}"))
        .containsExactly("body.a [\"b\"] must be an object with fields");
  }

  @Test
  void oneNumberIsOneNumber() {
    assertThat(compare("{\"a\":1.0,\"b\":0.5}", "{\"a\":1,\"b\":0.50}")).isEmpty();
  }

  @Test
  void comparisonsAskForMoreThanAValue() {
    assertThat(compare("{\"a\":{\"$matches\":\"[0-9]+\"}}", "{\"a\":12}")).isEmpty();
    assertThat(compare("{\"a\":{\"$matches\":\"[0-9]+\"}}", "{\"a\":\"1x\"}"))
        .containsExactly("body.a [\"1x\"] must match [0-9]+");
    assertThat(compare("{\"a\":{\"$contains\":[\"x\",\"y\"]}}", "{\"a\":\"1x\"}"))
        .containsExactly("body.a [\"1x\"] must contain y");
    assertThat(compare("{\"a\":{\"$present\":false},\"b\":{\"$present\":true}}", "{\"a\":null}"))
        .containsExactly("body.a is there, it must not be", "body.b is missing, it must be there");
    assertThat(compare("{\"a\":{\"$exactly\":{\"b\":1}}}", "{\"a\":{\"b\":1.0}}")).isEmpty();
    assertThat(compare("{\"a\":{\"$exactly\":{\"b\":1}}}", "{\"a\":{\"b\":1,\"c\":2}}"))
        .containsExactly("body.a [{\"b\":1,\"c\":2}] must be exactly {\"b\":1}");
  }

  @Test
  void xmlIsComparedByXpath() {
    String event = "<Event xmlns=\"urn:vms\"><Name id=\"7\">Person</Name></Event>";
    assertThat(
            compare("{\"$xpath\":{\"/Event/Name\":\"Person\",\"/Event/Name/@id\":\"7\"}}", event))
        .isEmpty();
    assertThat(compare("{\"$xpath\":{\"/Event/Name\":\"Car\",\"/Event/Time\":\"1\"}}", event))
        .containsExactly(
            "body /Event/Name [Person] must be Car",
            "body /Event/Time is missing, it must be \"1\"");
    assertThat(compare("{\"$xpath\":{\"/Event\":\"\"}}", "no xml")).hasSize(1);
  }

  @Test
  void aPlainTextIsComparedAsItIs() {
    assertThat(compare("\"hello\"", "hello")).isEmpty();
    assertThat(compare("5", "6")).containsExactly("body [6] must be 5");
  }
}
