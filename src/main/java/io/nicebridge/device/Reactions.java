package io.nicebridge.device;

import io.nicebridge.device.LifeEvent.ControlSet;
import io.nicebridge.device.LifeEvent.ModeSet;
import io.nicebridge.device.LifeEvent.ObjectSet;
import io.nicebridge.device.Reaction.AsksItsRoute;
import io.nicebridge.device.Reaction.Obeys;
import io.nicebridge.device.Reaction.Says;
import io.nicebridge.id.ControlPath;
import io.nicebridge.id.DestinationPath;
import io.nicebridge.id.EndPointId;
import io.nicebridge.id.Malformed;
import io.nicebridge.id.ManagementPath;
import io.nicebridge.id.NodeId;
import io.nicebridge.message.DateTimeStamp;
import io.nicebridge.message.Refusal;
import io.nicebridge.message.RequestMessage;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * What a virtual device makes of commands (NICE 0.9 sections 3, 4.1 and 8.3): those of its life it
 * obeys, what it knows of itself it says, all others are for the route of its line. Nothing is left
 * without an answer.
 *
 * <pre>
 * management   SetManagementObject SetControlObject GetDateTime GetDeviceStatus
 * control      SetSceneMode GetSceneMode, and GetStatus where the line has no route
 * </pre>
 */
public final class Reactions {
  /** What only a route can do: media never crosses this bridge (section 9). */
  private static final Set<String> WEBRTC =
      Set.of(
          "StartStreaming",
          "StopStreaming",
          "WebRTCSignaling",
          "EstablishControlSession",
          "CloseControlSession");

  private Reactions() {}

  /**
   * What follows from a command whose sender is known and permitted.
   *
   * @throws Refusal what its sender is told instead
   */
  public static Reaction of(
      VirtualDevice device, Side side, DestinationPath path, RequestMessage request, Clock clock) {
    try {
      if (path instanceof ManagementPath management) {
        return managed(device, side, management, request, clock);
      }
      if (path instanceof ControlPath control) {
        return controlled(device, control, request);
      }
    } catch (Malformed malformed) {
      throw new Refusal(Refusal.Kind.MALFORMED, malformed.sentence());
    }
    throw new Refusal(Refusal.Kind.NOT_BRIDGEABLE, "a device sends data, and takes none");
  }

  private static Reaction managed(
      VirtualDevice device, Side side, ManagementPath path, RequestMessage request, Clock clock) {
    switch (path.apiName().text()) {
      case "SetManagementObject" -> {
        requireGovernor(device, side, request.source());
        ManagementObject object = ManagementObject.parse(body(request));
        requireOwn(device, "ManagementObject", object.device());
        return new Obeys(new ObjectSet(object));
      }
      case "SetControlObject" -> {
        requireGovernor(device, side, request.source());
        ControlObject object = ControlObject.parse(body(request));
        requireOwn(device, "ControlObject", object.device());
        return new Obeys(new ControlSet(object));
      }
      case "GetDateTime" -> {
        return new Says(
            DeviceAnswers.dateTime(device.id(), body(request), DateTimeStamp.now(clock)));
      }
      case "GetDeviceStatus" -> {
        return new Says(DeviceAnswers.status(device.line(), device.state()));
      }
      default -> {
        return byRoute(device.line(), path.apiName().text());
      }
    }
  }

  private static Reaction controlled(
      VirtualDevice device, ControlPath path, RequestMessage request) {
    DeviceLine line = device.line();
    NodeId node = path.nodeId();
    if (!line.nodes().containsKey(node)) {
      throw new Refusal(
          Refusal.Kind.UNKNOWN_DESTINATION, "the device has no Node [%s]".formatted(node));
    }
    switch (path.apiName().text()) {
      case "SetSceneMode" -> {
        SceneMode mode = SceneMode.parse(body(request));
        if (!mode.node().equals(node)) {
          throw Malformed.of("SceneMode.NodeID", mode.node().text(), "that of the path, " + node);
        }
        DeviceData.objection(line, device.state(), mode)
            .ifPresent(
                objection -> {
                  throw new Refusal(Refusal.Kind.NOT_BRIDGEABLE, objection);
                });
        return new Obeys(new ModeSet(mode));
      }
      case "GetSceneMode" -> {
        return new Says(
            Optional.ofNullable(device.state().modes().get(node))
                .map(SceneMode::json)
                .orElseThrow(
                    () ->
                        new Refusal(
                            Refusal.Kind.UNKNOWN_DESTINATION,
                            "nobody has set a SceneMode for Node " + node)));
      }
      case "GetStatus" -> {
        return line.route().isPresent()
            ? byRoute(line, "GetStatus")
            : new Says(DeviceAnswers.nodeStatus(device.id(), node, device.state()));
      }
      default -> {
        return byRoute(line, path.apiName().text());
      }
    }
  }

  private static Reaction byRoute(DeviceLine line, String api) {
    return line.route()
        .<Reaction>map(AsksItsRoute::new)
        .orElseThrow(() -> new Refusal(Refusal.Kind.NOT_BRIDGEABLE, notServed(api)));
  }

  /** Why nobody does it. */
  public static String notServed(String api) {
    return WEBRTC.contains(api)
        ? "%s is not served: media by WebRTC never crosses this bridge, and no route of the device offers it"
            .formatted(api)
        : "no route of the device serves [%s]".formatted(Malformed.quoted(api));
  }

  /** A token with Management lets a caller ask; whose the device is, its authorities decide. */
  private static void requireGovernor(VirtualDevice device, Side side, EndPointId source) {
    if (!device.governs(side, source)) {
      throw new Refusal(
          Refusal.Kind.FORBIDDEN,
          side == Side.LICENSE_AUTHORITY
              ? "only the license authority may do this on its broker"
              : "only the account service that the device is bound to may do this on its broker");
    }
  }

  private static void requireOwn(VirtualDevice device, String object, EndPointId meant) {
    if (!device.id().equals(meant)) {
      throw Malformed.of(object + ".DeviceID", meant.text(), "the device's own, " + device.id());
    }
  }

  private static String body(RequestMessage request) {
    if (request.encryptionOn()) {
      throw new Refusal(
          Refusal.Kind.NOT_BRIDGEABLE, "the device has no key for an encrypted Payload.Body");
    }
    return Bodies.of(request.raw())
        .orElseThrow(() -> new Malformed("Payload.Body is missing: it must be a JSON object"));
  }
}
