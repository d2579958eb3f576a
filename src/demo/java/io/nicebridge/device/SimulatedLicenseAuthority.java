package io.nicebridge.device;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.RequestMessage;
import io.nicebridge.message.ResponseMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * The HTTPS side of a license authority: GetManagementEndPoint, and what it is told to offer, such
 * as a privacy server's objects. Strict: another path, another token, a request that is not NICE
 * 0.9 to the letter gets 4xx.
 */
public final class SimulatedLicenseAuthority implements AutoCloseable {
  private static final String FIRST =
      "/1.0/" + Objects.LA_NET + "/management/GetManagementEndPoint";

  /**
   * What is answered to whom, and by which tokens they must ask: of the network, of the message.
   */
  private record Offer(String bearer, String token, UnaryOperator<String> byDevice) {}

  private final DevCertificates.Identity identity;
  private final int port;
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<String, Offer> offers = new ConcurrentHashMap<>();
  private volatile int status = 200;
  private HttpsServer server;

  public SimulatedLicenseAuthority(DevCertificates certificates, int port) {
    this.identity = certificates.server("EC");
    this.port = port;
  }

  public SimulatedLicenseAuthority start() {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(identity.server()));
      server.setExecutor(Executors.newCachedThreadPool(Thread::new));
      server.createContext("/", this::answer);
      server.start();
      return this;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public void stop() {
    server.stop(0);
  }

  /** What it answers from now on. */
  public void give(String managementEndPoint) {
    give(device -> managementEndPoint);
  }

  /** What it answers to whom. */
  public void give(UnaryOperator<String> byDevice) {
    offers.put(FIRST, new Offer("first-token", "first-token", byDevice));
  }

  /** From now on it answers at this path, too, to whoever has these tokens. */
  public void offer(String path, String bearer, String token, String object) {
    offers.put(path, new Offer(bearer, token, device -> object));
  }

  /** From now on it answers with this ReplyStatusCode. */
  public void say(int replyStatus) {
    status = replyStatus;
  }

  public String authority() {
    return "localhost:" + port;
  }

  /** How often it was asked. */
  public int asked() {
    return asked.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    String path = exchange.getRequestURI().toString();
    Offer offer = offers.getOrDefault(path, new Offer("none", "none", device -> ""));
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean good =
        offers.containsKey(path)
            && exchange.getRequestMethod().equals("POST")
            && ("Bearer " + offer.bearer())
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
    try {
      RequestMessage request = RequestMessage.parse(body, Strictness.STRICT);
      boolean fits =
          Schemas.isRequest(body)
              && request.source().text().startsWith("00000001-5cdd-280b-8002-")
              && request.accessToken().filter(offer.token()::equals).isPresent()
              && request.commandType().equals(path.substring(1));
      ResponseMessage answer =
          ResponseMessage.to(
              request, good && fits ? status : 401, 0, "OK", DateTimeStamp.now(Clock.systemUTC()));
      send(
          exchange,
          good && fits ? answer.withBody(offer.byDevice().apply(request.source().text())) : answer);
    } catch (Refusal malformed) {
      send(
          exchange,
          ResponseMessage.of(
              EndPointId.NIL,
              EndPointId.NIL,
              0,
              400,
              1,
              malformed.sentence(),
              false,
              DateTimeStamp.now(Clock.systemUTC())));
    }
  }

  private static void send(HttpExchange exchange, ResponseMessage answer) throws IOException {
    byte[] bytes = answer.toJson();
    exchange.sendResponseHeaders(answer.replyStatusCode(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    stop();
  }
}
