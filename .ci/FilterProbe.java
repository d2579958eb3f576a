import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;

/** Whether jdk.serialFilter does what docker/java-options says: the JDK's classes, and no other. */
final class FilterProbe implements Serializable {
  private static final long serialVersionUID = 1L;

  public static void main(String[] args) throws Exception {
    read(write(new ArrayList<>()));
    try {
      read(write(new FilterProbe()));
    } catch (InvalidClassException refused) {
      System.out.println("  serialFilter: as it must be");
      return;
    }
    throw new AssertionError("a class that the filter does not name was deserialised");
  }

  private static byte[] write(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(value);
    return bytes.toByteArray();
  }

  private static void read(byte[] bytes) throws Exception {
    new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject();
  }
}
