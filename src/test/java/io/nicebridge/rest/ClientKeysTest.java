package io.nicebridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nicebridge.secret.BadLine;
import io.nicebridge.secret.HashedSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of clients, and whom a key belongs to. */
class ClientKeysTest {
  private static final String HASH = HashedSecret.of("the key").text();

  @TempDir private Path home;

  private Path file(String text) throws IOException {
    return Files.writeString(home.resolve("clients"), text);
  }

  @Test
  void findsTheClientOfAKeyAndNobodyElse() throws IOException {
    ClientKeys keys =
        ClientKeys.of(
            file(
                "# people\ndesk "
                    + HASH
                    + " Control,Data lobby,Yard token=cloud # the desk\nother "
                    + HashedSecret.of("another").text()
                    + " Data *\n"));

    Client desk = keys.find(Optional.empty(), "the key").orElseThrow();

    assertThat(desk.name()).isEqualTo("desk");
    assertThat(desk.may("control")).isTrue();
    assertThat(desk.may("management")).isFalse();
    assertThat(desk.sees("yard")).isTrue();
    assertThat(desk.sees("attic")).isFalse();
    assertThat(desk.token()).contains("cloud");
    assertThat(keys.find(Optional.of("desk"), "the key")).isPresent();
    assertThat(keys.find(Optional.of("other"), "the key")).isEmpty();
    assertThat(keys.find(Optional.empty(), "The key")).isEmpty();
    assertThat(keys.find(Optional.empty(), HASH)).isEmpty();
    assertThat(keys.find(Optional.empty(), "")).isEmpty();
  }

  @Test
  void readsTheFileAgainAndKeepsTheLastGoodLines() throws IOException {
    Path file = file("desk " + HASH + " Data *");
    ClientKeys keys = ClientKeys.of(file);

    Files.writeString(file, "desk nonsense");
    keys.refresh();
    assertThat(keys.find(Optional.empty(), "the key")).isPresent();

    Files.writeString(file, "");
    keys.refresh();
    assertThat(keys.find(Optional.empty(), "the key")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "desk | a line must be: name, sha256:<hash>",
        "Desk HASH Data * | a client's name must be 1 to 64 small letters",
        "desk the-key-itself Data * | the key of [desk] must be sha256: and 64 digits",
        "desk HASH Everything * | the permissions [Everything] must be of",
        "desk HASH Data * more | the option [more] must be token=<source>"
      })
  void refusesALineWithItsNumberAndWithoutTheKey(String line, String fault) {
    assertThatThrownBy(() -> ClientFile.check("# first\n" + line.replace("HASH", HASH)))
        .isInstanceOf(BadLine.class)
        .hasMessageContaining(fault)
        .hasMessageNotContaining("the-key-itself")
        .satisfies(bad -> assertThat(((BadLine) bad).number()).isEqualTo(2));
  }

  @Test
  void makesKeysThatAreNotAlike() {
    assertThat(HashedSecret.newSecret()).hasSize(43).isNotEqualTo(HashedSecret.newSecret());
  }
}
