package io.nicebridge.http;

import io.nicebridge.id.DataPath;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.message.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in that no socket brought, by the checks of the real door in their order: path,
 * method, content type, Accept, length.
 */
public final class SocketlessDoor {
  private final Doors doors;
  private final long maxBody;

  /**
   * @param maxBody bytes
   */
  public SocketlessDoor(Doors doors, long maxBody) {
    this.doors = doors;
    this.maxBody = maxBody;
  }

  /**
   * A request.
   *
   * @param target path and query, as in the request line
   * @param fields by their names in lower case
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
  public record Request(String method, String target, Map<String, String> fields, byte[] body) {
    public Request {
      fields = Map.copyOf(fields);
    }

    private @Nullable String field(String name) {
      return fields.get(name);
    }
  }

  /** Lets it in; the answer comes when the routes have one. */
  public CompletionStage<Answer> enter(Request request) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    @Nullable DestinationPath path = null;
    boolean plain = false;
    try {
      String target = RequestTarget.check(request.target());
      Door door = doors.find(target);
      plain = door.plain();
      path = plain ? null : doors.path(target);
      check(door, request, path);
      door.entrance().enter(new SocketlessCall(request, answer), path);
    } catch (Refusal refusal) {
      Answer refused = doors.refusals().answer(refusal, path);
      answer.complete(plain ? PlainAnswers.of(refused) : refused);
    }
    return answer;
  }

  private void check(Door door, Request request, @Nullable DestinationPath path) {
    if (!door.methods().contains(request.method())) {
      throw new Refusal(
          Refusal.Kind.METHOD_NOT_ALLOWED,
          "the method must be one of %s".formatted(String.join(", ", door.methods())));
    }
    if (path != null || !request.method().equals("GET")) {
      checkContent(request, door, path);
    }
    if (path != null) {
      ContentNegotiation.checkAccept(request.field("accept"));
    }
    if (request.body().length > maxBody) {
      throw RequestBody.tooLarge(maxBody);
    }
  }

  private static void checkContent(Request request, Door door, @Nullable DestinationPath path) {
    ContentNegotiation.checkContent(
        request.field("content-type"),
        Optional.ofNullable(request.field("content-encoding")).map(List::of).orElse(List.of()),
        path instanceof DataPath data && data.apiName().isPresent()
            ? ContentNegotiation.SEALED
            : door.types());
  }

  private record SocketlessCall(Request request, CompletableFuture<Answer> answered)
      implements PlainCall {
    @Override
    public Optional<String> authorization() {
      return Optional.ofNullable(request.field("authorization"));
    }

    @Override
    public Optional<String> prefer() {
      return Optional.ofNullable(request.field("prefer"));
    }

    @Override
    public CompletionStage<byte[]> body() {
      return CompletableFuture.completedFuture(request.body());
    }

    @Override
    public Runnable hold() {
      return () -> {};
    }

    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String target() {
      return request.target();
    }

    @Override
    public Optional<String> field(String name) {
      return Optional.ofNullable(request.field(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String remote() {
      return "";
    }

    /** Never over, and nobody listens: the answer is that it began. */
    @Override
    public Stream stream(String contentType, Runnable closed) {
      answered.complete(new Answer(200, Map.of("Content-Type", contentType), new byte[0]));
      return new Stream() {
        @Override
        public void send(String text) {
          // Nobody is there.
        }

        @Override
        public void close() {
          closed.run();
        }
      };
    }

    @Override
    public boolean streams() {
      return answered.isDone();
    }

    @Override
    public void answer(Answer answer) {
      answered.complete(answer);
    }
  }
}
