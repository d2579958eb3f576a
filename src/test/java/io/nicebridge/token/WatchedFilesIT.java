package io.nicebridge.token;

import static io.nicebridge.token.Issuer.OURS;
import static io.nicebridge.token.Issuer.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key sets and revocation lists in files that operators change while the bridge runs. */
class WatchedFilesIT {
  @Test
  void usesAKeySetAsSoonAsTheFileIsWritten(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("jwks.json");
    KeySource source = KeySource.of(file.toUri().toString(), Optional.empty());
    try (RefreshedKeys keys = RefreshedKeys.start(source, Duration.ofMinutes(5))) {
      await().until(() -> keys.status().lastError().isPresent());
      assertThat(keys.status().lastError()).hasValue(file + " is not there");

      Files.writeString(file, OURS.jwks());
      await().until(() -> keys.status().available());

      Files.writeString(file, Issuer.jwks(THEIRS.ecKey()));
      await().until(() -> keys.status().keys() == 1);
    }
  }

  @Test
  void keepsTheLastGoodSetWhenTheFileIsHalfWrittenOrGone(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("jwks.json"), OURS.jwks());
    KeySource source = KeySource.of(file.toUri().toString(), Optional.empty());
    try (RefreshedKeys keys = RefreshedKeys.start(source, Duration.ofMinutes(5))) {
      await().until(() -> keys.status().available());

      Files.writeString(file, OURS.jwks().substring(0, 100));
      await().until(() -> keys.status().lastError().isPresent());
      assertThat(keys.status().keys()).isEqualTo(2);

      Files.writeString(file, Issuer.jwks(OURS.ecKey()));
      await().until(() -> keys.status().keys() == 1);

      Files.delete(file);
      await().until(() -> keys.status().lastError().isPresent());
      assertThat(keys.status().keys()).isEqualTo(1);
    }
  }

  @Test
  void refusesAKeyFileThatIsTooLong(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("jwks.json"), " ".repeat(256 * 1024 + 1));
    KeySource source = KeySource.of(file.toUri().toString(), Optional.empty());
    try (RefreshedKeys keys = RefreshedKeys.start(source, Duration.ofMinutes(5))) {
      await().until(() -> keys.status().lastError().isPresent());
      assertThat(keys.status().lastError()).hasValue(file + " is longer than 262144 bytes");
    }
  }

  @Test
  void readsRevokedTokensAgainWhenTheListChanges(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("revoked"), "# stolen\n\n jti-1 \n");
    Revocations revocations = Revocations.none();
    try (RevocationFile watched = RevocationFile.watch(file, revocations)) {
      assertThat(revocations.contains(Optional.of("jti-1"))).isTrue();
      assertThat(revocations.contains(Optional.empty())).isFalse();

      Files.writeString(file, "jti-2\njti-3\n");
      await().until(() -> revocations.contains(Optional.of("jti-3")));
      assertThat(revocations.contains(Optional.of("jti-1"))).isFalse();

      Files.delete(file);
      await().until(() -> watched.lastError().isPresent());
      assertThat(revocations.size()).isEqualTo(2);
    }
  }

  @Test
  void refusesToStartWithARevocationListThatIsNotThere(@TempDir Path folder) {
    Path file = folder.resolve("revoked");

    assertThatThrownBy(() -> RevocationFile.watch(file, Revocations.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not there");
  }
}
