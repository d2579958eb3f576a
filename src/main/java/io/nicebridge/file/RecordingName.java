package io.nicebridge.file;

import io.nicebridge.message.DataSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The name of a recording's file: {@code <DataID>}, or {@code <DataID>~<FileName>} where there is a
 * usable one. Neither has a tilde in it, so that no two pairs make one name.
 */
final class RecordingName {
  private final String id;
  private final String rest;

  RecordingName(DataSection section) {
    this.id = SafeName.of(section.dataId());
    this.rest = section.fileName().filter(SafeName::isSafe).map(name -> "~" + name).orElse("");
  }

  /**
   * A place where nothing else lies: another recording of the same name stays, and this one is
   * {@code <DataID>~2~<FileName>}. The same one has its place already.
   */
  Path in(Path home, String ending, Path content) throws IOException {
    Path place = home.resolve(this + ending);
    for (int number = 2; isTaken(place, content); number++) {
      place = home.resolve(id + "~" + number + rest + ending);
    }
    return place;
  }

  private static boolean isTaken(Path place, Path content) throws IOException {
    return Files.exists(place)
        && !(Files.isRegularFile(place) && Files.mismatch(place, content) == -1);
  }

  @Override
  public String toString() {
    return id + rest;
  }
}
