package io.nicebridge.message;

import static io.nicebridge.id.Strictness.LENIENT;
import static io.nicebridge.id.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.id.Malformed;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeStampTest {
  @Test
  void readsTheFormOfTheStandard() {
    DateTimeStamp stamp = DateTimeStamp.parse("2022-02-15T09:17:40.518Z", STRICT);
    assertThat(stamp.instant()).isEqualTo(Instant.parse("2022-02-15T09:17:40.518Z"));
    assertThat(stamp).hasToString("2022-02-15T09:17:40.518Z");
  }

  @Test
  void readsTheEdgesOfTime() {
    assertThat(DateTimeStamp.parse("1970-01-01T00:00:00.000Z", STRICT).instant())
        .isEqualTo(Instant.EPOCH);
    assertThat(DateTimeStamp.parse("9999-12-31T23:59:59.999Z", STRICT)).isNotNull();
    assertThat(DateTimeStamp.parse("2028-02-29T00:00:00.000Z", STRICT)).isNotNull();
  }

  /** B155 and others of the kind. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-22T07:51:40.385",
        "2026-11-22T07:51:40.38Z",
        "2026-11-22T07:51:40.3855Z",
        "2026-11-22T07:51:40Z",
        "2026-11-22T07:51:40,385Z",
        "2026-11-22 07:51:40.385Z",
        "2026-11-22t07:51:40.385z",
        "2026-11-22T07:51:40.385+09:00",
        "2026-11-22T07:51:40.385Z\n",
        "+026-11-22T07:51:40.385Z",
        "2026-02-30T07:51:40.385Z",
        "2026-02-29T07:51:40.385Z",
        "2026-00-19T07:51:40.385Z",
        "2026-13-19T07:51:40.385Z",
        "2026-11-31T07:51:40.385Z",
        "2026-11-00T07:51:40.385Z",
        "2026-11-22T24:00:00.000Z",
        "2026-11-22T23:60:00.000Z",
        "2016-12-31T23:59:60.000Z",
        "２０２６-11-22T07:51:40.385Z",
        "2026-11-2\u0662T07:51:40.385Z"
      })
  void refusesAnyOtherFormAndTimesThatDoNotExist(String text) {
    assertThatThrownBy(() -> DateTimeStamp.parse(text, STRICT))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("DateTimeStamp [");
  }

  @ParameterizedTest
  @CsvSource({
    "2020-08-09T06:39:31:000000,    2020-08-09T06:39:31Z",
    "2021-9-20T15:2:38:000000,      2021-09-20T15:02:38Z",
    "2026-11-22T07:51:40.385,       2026-11-22T07:51:40.385Z",
    "2026-11-22T07:51:40.3Z,        2026-11-22T07:51:40.300Z",
    "2026-11-22T07:51:40.385123Z,   2026-11-22T07:51:40.385123Z",
    "2026-11-22T07:51:40.385Z,      2026-11-22T07:51:40.385Z"
  })
  void readsTheFormsOfTheFieldWhenLenient(String text, Instant expected) {
    DateTimeStamp stamp = DateTimeStamp.parse(text, LENIENT);
    assertThat(stamp.instant()).isEqualTo(expected);
    assertThat(stamp.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2021-0-19T7:29:15:000000",
        "2026-02-30T07:51:40.385",
        "2026-11-22T07:51:40.3851234Z",
        "2026-11-22",
        "2026-11-22T07:51:40.385+09:00",
        "yesterday"
      })
  void refusesTimesThatDoNotExistAlsoWhenLenient(String text) {
    assertThatThrownBy(() -> DateTimeStamp.parse(text, LENIENT)).isInstanceOf(Malformed.class);
  }

  @Test
  void cutsNowToMilliseconds() {
    Instant late = Instant.parse("2026-11-22T07:51:40.385999999Z");
    DateTimeStamp stamp = DateTimeStamp.now(Clock.fixed(late, ZoneId.of("Asia/Tokyo")));
    assertThat(stamp).hasToString("2026-11-22T07:51:40.385Z");
    assertThat(DateTimeStamp.parse(stamp.text(), STRICT)).isEqualTo(stamp);
  }
}
