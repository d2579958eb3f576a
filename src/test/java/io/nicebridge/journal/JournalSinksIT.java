package io.nicebridge.journal;

import static io.nicebridge.journal.JournalRig.append;
import static io.nicebridge.journal.JournalRig.consume;
import static io.nicebridge.journal.JournalRig.entry;
import static io.nicebridge.journal.JournalRig.id;
import static io.nicebridge.journal.JournalRig.settings;
import static io.nicebridge.journal.JournalRig.state;
import static io.nicebridge.journal.JournalRig.takeAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of messages that sinks do not take. */
class JournalSinksIT {
  @TempDir Path folder;
  private Journal journal;

  @BeforeEach
  void open() {
    journal = Journal.open(settings(folder));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static SinkQueue trying(String name, int attempts) {
    return new SinkQueue(
        name,
        Optional.empty(),
        Optional.empty(),
        attempts,
        Duration.ofMillis(20),
        2,
        Duration.ofMillis(100));
  }

  private static SinkQueue expiring(String name, Duration expiry) {
    return new SinkQueue(
        name, Optional.empty(), Optional.of(expiry), 0, Duration.ZERO, 1, Duration.ZERO);
  }

  private void die(String... ids) {
    for (String id : ids) {
      append(journal, entry(id));
    }
    consume(
        journal,
        "webhook",
        message -> {
          journal.failed("webhook", id(message), "answered 404");
          return false;
        });
  }

  @Test
  void isADeadLetterOfOneSinkOnlyAfterItsOwnAttempts() {
    journal.openSink(trying("webhook", 3));
    journal.openSink(trying("files", 0));
    append(journal, entry("mark-1"));
    List<String> attempts = new ArrayList<>();

    consume(
        journal,
        "webhook",
        message -> {
          attempts.add(id(message));
          return false;
        });

    assertThat(attempts).hasSize(3);
    assertThat(state(journal, "webhook")).isEqualTo(new SinkState("webhook", 0, 0, 1, false));
    assertThat(state(journal, "files")).isEqualTo(new SinkState("files", 1, 0, 0, false));
    assertThat(takeAll(journal, "files")).containsExactly("mark-1");
  }

  @Test
  void listsWhyAndHowOftenAndWhen() {
    journal.openSink(trying("webhook", 2));

    die("mark-1", "mark-2");

    assertThat(journal.deadLetters("webhook", 10)).extracting(DeadLetter::id).contains("mark-1");
    assertThat(journal.deadLetters("webhook", 1)).hasSize(1);
    DeadLetter letter = journal.deadLetters("webhook", 10).get(0);
    assertThat(letter.reason()).contains("answered 404");
    assertThat(letter.attempts()).hasValue(2);
    assertThat(letter.headers()).isEqualTo(Map.of("source", "camera-1"));
    assertThat(letter.died().orElseThrow()).isAfterOrEqualTo(letter.firstFailed().orElseThrow());
    assertThat(letter.firstFailed().orElseThrow())
        .isAfterOrEqualTo(letter.appended().orElseThrow());
  }

  @Test
  void replaysToThatOneSinkAndNoOther() {
    journal.openSink(trying("webhook", 2));
    journal.openSink(trying("files", 0));
    die("mark-1", "mark-2", "mark-3");
    takeAll(journal, "files");

    assertThat(journal.replay("webhook", "mark-2")).isEqualTo(1);
    assertThat(takeAll(journal, "webhook")).containsExactly("mark-2");
    assertThat(journal.replay("webhook", "o'nobody")).isZero();
    assertThat(journal.replay("webhook")).isEqualTo(2);

    assertThat(takeAll(journal, "webhook")).containsExactlyInAnyOrder("mark-1", "mark-3");
    assertThat(takeAll(journal, "files")).isEmpty();
    assertThat(state(journal, "webhook").deadLetters()).isZero();
  }

  @Test
  void hasAllItsAttemptsAgainAfterAReplay() {
    journal.openSink(trying("webhook", 2));
    die("mark-1");
    journal.replay("webhook");
    List<String> attempts = new ArrayList<>();

    consume(
        journal,
        "webhook",
        message -> {
          attempts.add(id(message));
          return false;
        });

    assertThat(attempts).hasSize(2);
    assertThat(journal.deadLetters("webhook", 1).get(0).reason())
        .contains("not taken in 2 attempts");
  }

  @Test
  void keepsDeadLettersOverAReopening() {
    journal.openSink(trying("webhook", 1));
    die("mark-1");
    journal.close();
    journal = Journal.open(settings(folder));

    assertThat(journal.deadLetters("webhook", 10)).extracting(DeadLetter::id).contains("mark-1");
    assertThat(journal.replay("webhook")).isEqualTo(1);
    assertThat(takeAll(journal, "webhook")).containsExactly("mark-1");
  }

  @Test
  void isGoneWhenPurged() {
    journal.openSink(trying("webhook", 1));
    die("mark-1", "mark-2");

    assertThat(journal.purge("webhook")).isEqualTo(2);

    await().untilAsserted(() -> assertThat(state(journal, "webhook").deadLetters()).isZero());
    assertThatThrownBy(() -> journal.purge("nobody"))
        .hasMessage("there is no sink [nobody] in the journal");
  }

  @Test
  void isADeadLetterWhenItHasWaitedTooLong() {
    journal.openSink(expiring("webhook", Duration.ofMillis(100)));
    append(journal, entry("mark-1"));

    await().untilAsserted(() -> assertThat(state(journal, "webhook").deadLetters()).isEqualTo(1));
    assertThat(journal.deadLetters("webhook", 1).get(0).reason()).contains("expired");
  }

  @Test
  void isADeadLetterAlsoWhenItsTimeEndsBeforeItsSinkIsNamedAgain() {
    journal.openSink(expiring("webhook", Duration.ofSeconds(2)));
    append(journal, entry("mark-1"));
    journal.close();
    journal = Journal.open(settings(folder));

    await().atMost(Duration.ofSeconds(20)).until(() -> state(journal, "webhook").queued() == 0);
    assertThat(journal.deadLetters("webhook", 10)).extracting(DeadLetter::id).contains("mark-1");
  }

  @Test
  void isGoneWhenClosedWithNothingLeft() {
    journal.openSink(trying("webhook", 1));

    journal.closeSink("webhook");
    append(journal, entry("mark-1"));

    assertThat(journal.sinks()).isEmpty();
  }

  @Test
  void isAnOrphanWhenClosedWithSomethingLeftAlsoOverAReopening() {
    journal.openSink(trying("webhook", 1));
    append(journal, entry("mark-1"));
    journal.closeSink("webhook");
    append(journal, entry("mark-2"));
    journal.close();
    journal = Journal.open(settings(folder));
    append(journal, entry("mark-3"));

    assertThat(journal.sinks()).containsExactly(new SinkState("webhook", 1, 0, 0, true));
    journal.openSink(trying("webhook", 1));
    append(journal, entry("mark-4"));
    assertThat(takeAll(journal, "webhook")).containsExactly("mark-1", "mark-4");
  }

  @Test
  void getsWhatIsAppendedBeforeItIsNamedAgain() {
    journal.openSink(trying("webhook", 1));
    journal.close();
    journal = Journal.open(settings(folder));

    append(journal, entry("mark-1"));

    assertThat(takeAll(journal, "webhook")).containsExactly("mark-1");
  }
}
