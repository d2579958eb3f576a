package io.nicebridge.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nicebridge.sink.SinkFault;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that one writes to, whoever else would. */
class FolderLockTest {
  @TempDir Path folder;

  /** Another process: ends with 1 where it does not get the lock. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws Exception {
      try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
        System.exit(file.tryLock() == null ? 1 : 0);
      }
    }
  }

  private int otherProcess() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            folder.resolve(".in-use").toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  @Test
  void isStillHeldAfterASecondOneOfThisProcessWasRefused() throws Exception {
    try (FolderLock held = FolderLock.of(folder)) {
      assertThatExceptionOfType(SinkFault.class)
          .isThrownBy(() -> FolderLock.of(folder))
          .withMessageContaining("another one writes there");

      assertThat(otherProcess()).isEqualTo(1);
      assertThat(held.isInPlace()).isTrue();
    }
    assertThat(otherProcess()).isZero();
  }

  @Test
  void isOneFolderByWhicheverNameItIsReached() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (FolderLock held = FolderLock.of(real)) {
      assertThatExceptionOfType(SinkFault.class).isThrownBy(() -> FolderLock.of(link));
      assertThat(held.isInPlace()).isTrue();
    }
    FolderLock.of(link).close();
  }
}
