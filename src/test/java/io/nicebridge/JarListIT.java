package io.nicebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing comes into the distribution unseen: a new or another jar is a decision. */
class JarListIT {
  @Test
  void theDistributionHoldsExactlyTheJarsThatWereAgreedOn() throws IOException {
    List<String> agreed = Files.readAllLines(Path.of("src/test/resources/jars.txt"));

    try (Stream<Path> jars = Files.list(TestBridge.distribution().resolve("lib"))) {
      assertThat(jars.map(jar -> String.valueOf(jar.getFileName())).sorted())
          .containsExactlyElementsOf(agreed);
    }
  }
}
