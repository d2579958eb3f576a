package io.nicebridge.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nicebridge.id.Strictness;
import io.nicebridge.message.ResponseMessage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Answers of the bridge's own in the words of a door for systems that know no NICE. */
final class PlainAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "Content-Type";
  private static final String CHALLENGE = "WWW-Authenticate";

  private PlainAnswers() {}

  /** What says its content type was written for this door; what does not is a Common Message. */
  static Answer of(Answer answer) {
    if (answer.headers().containsKey(TYPE)) {
      return answer;
    }
    ResponseMessage said = ResponseMessage.parse(answer.body(), Strictness.LENIENT);
    ObjectNode plain =
        JSON.createObjectNode()
            .put("status", answer.status())
            .put("code", said.replyErrorCode())
            .put("message", said.replyStatusMessage());
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.put(TYPE, "application/json");
    headers.remove(CHALLENGE);
    if (answer.status() == 401) {
      // RFC 7617 section 2.
      headers.put(CHALLENGE, "Basic realm=\"nice-bridge\", charset=\"UTF-8\"");
    }
    return new Answer(answer.status(), headers, plain.toString().getBytes(StandardCharsets.UTF_8));
  }
}
