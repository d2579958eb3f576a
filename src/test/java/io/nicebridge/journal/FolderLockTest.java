package io.nicebridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal's folder belongs to one process. */
class FolderLockTest {
  @TempDir Path folder;

  /** Ends with 1 where it does not get the lock. */
  private int otherProcess() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "io.nicebridge.file.FolderLockTest$Other",
            folder.resolve("in-use").toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  @Test
  void isStillHeldAfterASecondOneOfThisProcessWasRefused() throws Exception {
    try (FolderLock held = FolderLock.of(folder)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> FolderLock.of(folder))
          .withMessageContaining("is in use");

      assertThat(held).isNotNull();
      assertThat(otherProcess()).isEqualTo(1);
    }
    assertThat(otherProcess()).isZero();
  }
}
