package io.nicebridge.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.util.Base64;
import io.nicebridge.demo.DevCertificates;
import io.nicebridge.demo.DevTokens;
import io.nicebridge.demo.EmbeddedBroker;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.ResponseMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A license authority or an account service: its broker, by TLS and with the passwords that it has
 * given, and its voice there. Strict: what answers must be a response of NICE 0.9 to the letter, on
 * the topic of its network EndPointID.
 */
public final class SimulatedService implements AutoCloseable {
  /** Somebody who is no authority. */
  public static final String PERSON = "00000001-5eab-2e10-8003-000000000077";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final AtomicLong COMMAND = new AtomicLong(1);

  private final String app;
  private final String net;
  private final EmbeddedBroker broker;
  private final DevCertificates.Identity signer;
  private final Set<String> passwords = ConcurrentHashMap.newKeySet();
  private final List<Mqtt5Publish> heard = new CopyOnWriteArrayList<>();
  private final List<Mqtt5Publish> data = new CopyOnWriteArrayList<>();
  private volatile Consumer<Mqtt5Publish> reader = one -> {};
  private Mqtt5AsyncClient voice;

  /**
   * One that does not run yet.
   *
   * @param folder for its key store
   */
  public SimulatedService(String app, String net, DevCertificates certificates, Path folder) {
    this.app = app;
    this.net = net;
    this.signer = certificates.issue("EC", "signer of " + app, Duration.ofDays(1));
    Path store =
        certificates.writeKeyStore(
            folder.resolve(net + ".p12"), List.of(certificates.server("EC")));
    this.broker = new EmbeddedBroker(store, DevCertificates.PASSWORD);
    broker.rules().mayConnect(who -> who.equals("null:null") || passwords.contains(who));
  }

  public SimulatedService start() {
    broker.start();
    voice =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("voice-of-" + net)
            .serverHost("localhost")
            .serverPort(broker.port())
            .buildAsync();
    voice.publishes(MqttGlobalPublishFilter.ALL, this::arrived);
    voice.connect().join();
    for (String filter : List.of("+/" + net + "/#", "+/" + app + "/#", "+/" + PERSON + "/#")) {
      voice.subscribeWith().topicFilter(filter).send().join();
    }
    return this;
  }

  /** Its broker goes away; {@link #start} brings it back. */
  public void stop() {
    broker.stop();
  }

  /** From now on a device may connect by this password, and by no other one. */
  public void admit(String password) {
    passwords.clear();
    passwords.add("device:" + password);
  }

  public String app() {
    return app;
  }

  public DevCertificates.Identity signer() {
    return signer;
  }

  /** Where devices connect, by TLS. */
  public String authority() {
    return broker.ssl().toString();
  }

  /** Where devices connect, by WSS. */
  public String webSocket() {
    return broker.wss().toString();
  }

  /** How many devices are connected. */
  public int devices() {
    return Math.max(0, broker.connections() - 1);
  }

  /** A token of this authority, for whoever speaks with its voice. */
  public String token(String... permissions) {
    return token(Map.of(), permissions);
  }

  /** The same with other claims. */
  public String token(Map<String, Object> claims, String... permissions) {
    return token(signer, claims, permissions);
  }

  /** A token that somebody else signs. */
  public String token(
      DevCertificates.Identity by, Map<String, Object> claims, String... permissions) {
    Map<String, Object> all = DevTokens.claims(app, permissions);
    all.put("aud", Objects.DEVICE);
    all.putAll(claims);
    try {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.ES256)
              .x509CertChain(List.of(Base64.encode(by.certificate().getEncoded())))
              .build();
      JWSObject jws = new JWSObject(header, new Payload(all));
      jws.sign(new ECDSASigner((ECPrivateKey) by.key().getPrivate()));
      return jws.serialize();
    } catch (JOSEException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Commands the device, and returns what it answers. */
  public ResponseMessage command(String path, String token, String body) {
    return command(app, path, token, body);
  }

  /** The same in somebody's name. */
  public ResponseMessage command(String source, String path, String token, String body) {
    long number = COMMAND.getAndIncrement();
    String topic = "1/" + Objects.DEVICE + "/" + path;
    String message =
        """
        {"MessageType":"request","SourceEndPointID":"%s","DestinationEndPointID":"%s",\
        "DateTimeStamp":"%s","CommandID":%d,"CommandType":"%s","AccessToken":"%s",\
        "EncryptionOn":false,"Payload":{"Body":%s}}"""
            .formatted(
                source,
                Objects.DEVICE,
                STAMP.format(Instant.now()),
                number,
                topic,
                token,
                quoted(body));
    voice
        .publishWith()
        .topic(topic)
        .payload(message.getBytes(StandardCharsets.UTF_8))
        .send()
        .join();
    await("an answer to " + path)
        .atMost(Duration.ofSeconds(10))
        .until(() -> answers().stream().anyMatch(answer -> answer.replyId() == number));
    heard.forEach(one -> Schemas.assertResponse(one.getPayloadAsBytes()));
    List<ResponseMessage> answers =
        answers().stream().filter(answer -> answer.replyId() == number).toList();
    assertThat(answers).as("answers to " + path).hasSize(1);
    return answers.get(0);
  }

  private static String quoted(String json) {
    return "\"" + json.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private List<ResponseMessage> answers() {
    return heard.stream()
        .map(message -> ResponseMessage.parse(message.getPayloadAsBytes(), Strictness.STRICT))
        .toList();
  }

  private void arrived(Mqtt5Publish message) {
    if (isData(message)) {
      data.add(message);
      reader.accept(message);
    } else {
      heard.add(message);
    }
  }

  private static boolean isData(Mqtt5Publish message) {
    return message.getTopic().toString().contains("/data/");
  }

  /** Hears of each message of data, on the connection's own thread. */
  public SimulatedService read(Consumer<Mqtt5Publish> by) {
    reader = by;
    return this;
  }

  /** What devices have sent it: each a request of NICE 0.9 to the letter. */
  public List<Mqtt5Publish> data() {
    data.forEach(one -> Schemas.assertRequest(one.getPayloadAsBytes()));
    return List.copyOf(data);
  }

  /** Topics on which it was answered. */
  public List<String> topics() {
    return heard.stream().map(message -> message.getTopic().toString()).toList();
  }

  @Override
  public void close() {
    broker.close();
  }
}
