package io.nicebridge.bench.micro;

import io.nicebridge.demo.DevTokens;
import io.nicebridge.token.AccessToken;
import io.nicebridge.token.KeySource;
import io.nicebridge.token.RefreshedKeys;
import io.nicebridge.token.Revocations;
import io.nicebridge.token.TokenPolicy;
import io.nicebridge.token.TokenTrust;
import io.nicebridge.token.TokenVerifier;
import io.nicebridge.token.VerifierLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An ES256 token, cold: one that the verifier has not seen or no longer remembers, the way to its
 * thread and back included; and cached: one that it remembers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenVerification {
  /** So many that one which comes round again is a stranger to a memory of one. */
  private static final int STRANGERS = 1_000;

  private final DevTokens tokens = DevTokens.create();
  private final List<String> strangers =
      IntStream.range(0, STRANGERS)
          .mapToObj(n -> tokens.token("caller-" + n, "Management"))
          .toList();
  private final String friend = tokens.token("friend", "Management");
  private TokenVerifier forgetful;
  private TokenVerifier remembering;
  private int turn;

  @Setup
  public void keys() throws IOException {
    forgetful = verifier(1);
    remembering = verifier(10_000);
    cached();
  }

  private TokenVerifier verifier(int remembered) throws IOException {
    Path jwks = Files.writeString(Files.createTempFile("jwks", ".json"), tokens.jwks());
    jwks.toFile().deleteOnExit();
    TokenPolicy policy =
        new TokenPolicy(
            Optional.empty(),
            Optional.empty(),
            Set.of("ES256"),
            Duration.ofSeconds(30),
            Optional.empty());
    RefreshedKeys keys =
        RefreshedKeys.start(
            KeySource.of(jwks.toUri().toString(), Optional.empty()), Duration.ofMinutes(5));
    return new TokenVerifier(
        policy,
        new TokenTrust(Optional.of(keys), Optional.empty()),
        Revocations.none(),
        new VerifierLimits(1, 2_000, remembered, 10_000),
        InstantSource.system());
  }

  @TearDown
  public void close() {
    forgetful.close();
    remembering.close();
  }

  @Benchmark
  public AccessToken cold() {
    turn = (turn + 1) % STRANGERS;
    return forgetful.verify(strangers.get(turn)).toCompletableFuture().join();
  }

  @Benchmark
  public AccessToken cached() {
    return remembering.verify(friend).toCompletableFuture().join();
  }
}
