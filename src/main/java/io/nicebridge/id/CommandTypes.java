package io.nicebridge.id;

/** Which CommandTypes belong on which path (NICE 0.9 section 4.1, "Refer to Destination ID"). */
final class CommandTypes {
  private CommandTypes() {}

  static boolean agree(DestinationPath path, String commandType, Strictness strictness) {
    try {
      return isPathOf(path, commandType, strictness)
          || (strictness == Strictness.LENIENT && isNameOf(path, commandType));
    } catch (Malformed notAPath) {
      return false;
    }
  }

  private static boolean isPathOf(DestinationPath path, String commandType, Strictness strictness) {
    if (commandType.indexOf('/') < 0) {
      return false;
    }
    PathElements elements = PathElements.split(commandType);
    if (path instanceof ControlPath control && elements.isControlWithoutNode()) {
      return control.equals(elements.toControlPath(control.nodeId(), strictness));
    }
    return path.agreesWith(elements.toPath(strictness));
  }

  /** The API name alone, as older senders write it. */
  private static boolean isNameOf(DestinationPath path, String name) {
    if (path instanceof ManagementPath management) {
      return management.apiName().text().equals(name);
    }
    if (path instanceof ControlPath control) {
      return control.apiName().text().equals(name);
    }
    return path instanceof DataPath data
        && data.apiName().map(api -> api.text().equals(name)).orElseGet(() -> isData(name));
  }

  /** What travels over Data: a path that ends at the PORT_ID cannot contradict either name. */
  private static boolean isData(String name) {
    return name.equalsIgnoreCase("SetSceneMark") || name.equalsIgnoreCase("SetSceneData");
  }
}
