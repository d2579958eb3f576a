package io.nicebridge.bench.micro;

import java.nio.file.Path;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the JMH benchmarks of this package. */
public final class Micro {
  private Micro() {}

  /** Prints as it goes; leaves {@code jmh.csv} in the folder. */
  public static void run(Path folder) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(Micro.class.getPackageName().replace(".", "\\.") + "\\.")
                .resultFormat(ResultFormatType.CSV)
                .result(folder.resolve("jmh.csv").toString())
                .build())
        .run();
  }
}
