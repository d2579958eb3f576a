package io.nicebridge.message;

import io.nicebridge.id.EndPointId;

/**
 * What makes two requests the same command: caller, callee and CommandID (NICE 0.9 section 4.1). A
 * caller that resends keeps it; real callers also use one CommandID for ever, so that it alone does
 * not tell commands apart.
 */
public record CommandKey(EndPointId source, EndPointId destination, long commandId)
    implements AnswerKey {
  @Override
  public CommandKey swapped() {
    return new CommandKey(destination, source, commandId);
  }

  @Override
  public CommandKey eitherWay() {
    return source.text().compareTo(destination.text()) <= 0 ? this : swapped();
  }

  @Override
  public String named() {
    return "CommandID " + commandId;
  }
}
