package io.nicebridge.message;

import com.fasterxml.jackson.core.JsonParser;
import io.nicebridge.id.Malformed;
import java.io.IOException;

/**
 * The CommandID of a message that could not be read otherwise: a refusal still says which request
 * it answers (NICE 0.9 section 4.1, ReplyID).
 */
public final class CommandIdOf {
  private CommandIdOf() {}

  /** The message's CommandID where it can be read, else 0. */
  public static long message(byte[] body) {
    Found found = new Found();
    try {
      StrictJson.readLiberally(body, found);
    } catch (Malformed brokenElsewhere) {
      return found.commandId;
    }
    return found.commandId;
  }

  private static final class Found implements StrictJson.Members {
    private long commandId;

    @Override
    public void read(String name, JsonParser value) throws IOException {
      if (name.equals("CommandID")) {
        commandId = new Member(name, value).integer(0, Long.MAX_VALUE);
      }
    }
  }
}
