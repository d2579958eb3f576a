package io.nicebridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nicebridge.journal.DeadLetter;
import io.nicebridge.journal.SinkState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sinks and their dead letters as JSON: an array, an object for each. Never a payload. */
final class SinksPage {
  private static final JsonFactory JSON = new JsonFactory();

  private SinksPage() {}

  /** Writes one element of an array. */
  @FunctionalInterface
  private interface Writer<T> {
    void write(JsonGenerator json, T element) throws IOException;
  }

  static byte[] sinks(List<SinkState> sinks) {
    return array(sinks, SinksPage::write);
  }

  static byte[] deadLetters(List<DeadLetter> letters) {
    return array(letters, SinksPage::write);
  }

  private static <T> byte[] array(List<T> elements, Writer<T> writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartArray();
      for (T element : elements) {
        json.writeStartObject();
        writer.write(json, element);
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, SinkState sink) throws IOException {
    json.writeStringField("sink", sink.name());
    json.writeNumberField("queued", sink.queued());
    json.writeNumberField("inFlight", sink.inFlight());
    json.writeNumberField("deadLetters", sink.deadLetters());
    json.writeBooleanField("orphaned", sink.orphaned());
  }

  private static void write(JsonGenerator json, DeadLetter letter) throws IOException {
    json.writeStringField("id", letter.id());
    json.writeStringField("reason", letter.reason().orElse("it waited longer than it may"));
    json.writeNumberField("attempts", letter.attempts().orElse(0));
    time(json, "appended", letter.appended());
    time(json, "firstFailed", letter.firstFailed());
    time(json, "died", letter.died());
    json.writeNumberField("bytes", letter.bytes());
    json.writeObjectFieldStart("headers");
    for (var header : letter.headers().entrySet()) {
      json.writeStringField(header.getKey(), header.getValue());
    }
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> when)
      throws IOException {
    if (when.isPresent()) {
      json.writeStringField(name, when.get().toString());
    }
  }
}
