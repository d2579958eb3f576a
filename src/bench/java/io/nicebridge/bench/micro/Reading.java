package io.nicebridge.bench.micro;

import io.nicebridge.bench.load.DeviceRequest;
import io.nicebridge.id.DestinationId;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.RequestMessage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is read of each request: the Common Message, and where it goes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Reading {
  private static final String DEVICE = "00000001-5cdd-280b-8002-000000000001";

  private final DeviceRequest request = DeviceRequest.of(DEVICE, "header.payload.signature");
  private final byte[] message = request.body().getBytes(StandardCharsets.UTF_8);
  private final DestinationPath path = DestinationPath.parse(request.path(), Strictness.STRICT);
  private final String destinationId = "mqtt://main/" + request.path();

  /** 850 bytes of 0.9, read strictly, its members checked, and its agreement with the path. */
  @Benchmark
  public boolean commonMessage() {
    RequestMessage read = RequestMessage.parse(message, Strictness.STRICT);
    return read.destination().equals(path.endPointId())
        && path.agreesWithCommandType(read.commandType(), Strictness.STRICT);
  }

  @Benchmark
  public DestinationId destinationId() {
    return DestinationId.parse(destinationId, Strictness.STRICT);
  }
}
