package io.nicebridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.nicebridge.device.Objects;
import io.nicebridge.device.SimulatedLicenseAuthority;
import io.nicebridge.device.SimulatedService;
import io.nicebridge.message.ResponseMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code mvn -Pdemo -Dvms=onvif}: an ONVIF camera lives as a NICE device. A license authority and
 * an account service say what it is to do; all that happens is printed, line by line.
 */
final class OnvifDevice implements DemoVms {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "of-the-demo";

  /** Whom the adapter as shipped makes SceneMarks for. */
  private static final String SHIPPED = "00000001-5cdd-280b-8002-00000000e003";

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final DevCertificates certificates = new DevCertificates();
  private final OnvifSimulator camera =
      new OnvifSimulator(certificates.server("EC"), Duration.ofSeconds(60));
  private final SimulatedLicenseAuthority web =
      new SimulatedLicenseAuthority(certificates, freePort());
  private final SimulatedService la;
  private final SimulatedService as;
  private final Thread script = new Thread(this::play, "script");

  OnvifDevice() {
    Path folder = temporary();
    la = new SimulatedService(Objects.LA_APP, Objects.LA_NET, certificates, folder);
    as = new SimulatedService(Objects.asApp("01"), Objects.asNet("01"), certificates, folder);
    la.admit(PASSWORD);
    as.admit("as-password-01");
    web.give(Objects.endPoint(la.authority(), PASSWORD, la.signer().certificate()));
    web.start();
    la.start();
    as.read(OnvifDevice::read).start();
    script.setDaemon(true);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("nice-demo");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String settings() {
    return """
    camel.main.routesIncludePattern=file:routes/*.camel.yaml,file:routes/vms/rest-door.camel.yaml,file:routes/vms/onvif-pull.camel.yaml
    nice.onvif.entrance.url=%s/onvif/event_service
    nice.onvif.entrance.username=%s
    nice.onvif.entrance.password=%s
    nice.onvif.entrance.trust-store=file:camera-ca.pem
    nice.device.key=file:device.key
    """
        .formatted(camera.url(), OnvifSimulator.USER, OnvifSimulator.PASSWORD);
  }

  /** What README tells an operator to do. */
  @Override
  public void prepare(Path folder) throws IOException {
    certificates.writeAuthority(folder.resolve("camera-ca.pem"));
    Files.writeString(folder.resolve("device.key"), "0123456789abcdef".repeat(4));
    Files.writeString(
        folder.resolve("device.json"), Objects.security(web.authority(), certificates.authority()));
    Path devices = folder.resolve("routes/devices.camel.yaml");
    String table = Files.readString(devices);
    int route = table.indexOf("#- route:");
    Files.writeString(
        devices,
        table
                .substring(0, route)
                .replace(
                    "        table: |\n",
                    "        table: |\n          %s  0001:0001  file:device.json\n"
                        .formatted(Objects.DEVICE))
            + table.substring(route).replaceAll("(?m)^#", ""));
    Path adapter = folder.resolve("routes/vms/onvif-pull.camel.yaml");
    Files.writeString(adapter, Files.readString(adapter).replace(SHIPPED, Objects.DEVICE));
    deleteState(folder.resolve("devices"));
  }

  /** Of the last demo, whose authorities were others. */
  private static void deleteState(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(Objects.DEVICE + ".state"));
  }

  @Override
  public String invitation(String authority, String token, int port) {
    script.start();
    return """
    An ONVIF camera lives as the NICE device %s. What its authorities say to it, what it sees, and what the
    account service hears of it, follows here; where it is in its life: GET /observe/devices on the management port.

    """
        .formatted(Objects.DEVICE);
  }

  private void play() {
    awaitDevice(la);
    say("license authority", "the device has asked me by HTTPS, and listens at my broker");
    String binding =
        Objects.object(
            "01", as.authority(), as.signer().certificate(), certificates.authority(), "");
    said(
        "license authority",
        "SetManagementObject: you are the account service's",
        la.command("management/SetManagementObject", la.token("Management"), binding));
    awaitDevice(as);
    say("account service", "the device listens at my broker, too");
    for (int round = 1; ; round++) {
      see("which nobody has asked for");
      set("quiet-" + round, "nothing");
      set("watch-" + round, "SceneMarks to port 4001, QoS 1", output("4001", 1));
      see("");
      set("move-" + round, "SceneMarks to port 4002, QoS 2", output("4002", 2));
      see("");
      set("quiet-" + round, "nothing any more");
    }
  }

  private String output(String port, int qos) {
    return Objects.output(Objects.asNet("01"), port, as.authority(), qos, "");
  }

  private void set(String id, String words, String... outputs) {
    said(
        "account service",
        "SetSceneMode " + id + ": " + words,
        as.command(
            "control/0001/SetSceneMode", as.token("Control"), Objects.mode(id, "0001", outputs)));
  }

  private void see(String more) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    say("camera", ("motion " + more).strip());
    camera.notify("VideoSource/MotionAlarm", "Changed", now, "State", "true");
    camera.notify("VideoSource/MotionAlarm", "Changed", now.plusMillis(1), "State", "false");
    pause();
  }

  private static void awaitDevice(SimulatedService service) {
    while (service.devices() == 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static void pause() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }

  private static void read(Mqtt5Publish data) {
    try {
      JsonNode message = JSON.readTree(data.getPayloadAsBytes());
      JsonNode mark = JSON.readTree(message.at("/Payload/Body").asText());
      say(
          "account service",
          "SceneMark on %s, QoS %d: %s at %s"
              .formatted(
                  data.getTopic(),
                  data.getQos().getCode(),
                  mark.at("/AnalysisList/0/ProcessingStatus").asText(),
                  mark.path("TimeStamp").asText()));
    } catch (IOException e) {
      say("account service", "something that is no Common Message");
    }
  }

  private static void said(String who, String what, ResponseMessage answer) {
    say(who, what + " -> " + answer.replyStatusCode() + " " + answer.replyStatusMessage());
  }

  private static void say(String who, String what) {
    System.out.printf("%-18s %s%n", who + ":", what);
  }

  @Override
  public void close() {
    camera.close();
    web.close();
    la.close();
    as.close();
  }
}
