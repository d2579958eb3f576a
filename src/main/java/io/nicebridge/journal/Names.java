package io.nicebridge.journal;

/** What things are called at the engine. They are on disk: another name loses what is there. */
final class Names {
  /** Where everything is appended. */
  static final String DATA = "data";

  /** Header: the entry's id. The engine's own is taken off on the way to the sinks. */
  static final String ID = "niceId";

  /** Header: when it was appended, in milliseconds since 1970. */
  static final String APPENDED = "niceAppended";

  /** Header: the entry's number; those of one lane grow, also from one start to the next. */
  static final String NUMBER = "niceNumber";

  /** Header: the number of the entry before it with the same order key. */
  static final String AFTER = "niceAfter";

  /** Header: which bridge appended it, where several append; numbers are its own. */
  static final String WRITER = "niceWriter";

  private static final String QUEUES = "sink.";
  private static final String DEAD = "dead.";
  private static final String DIVERTS = "to.";

  /** What came in by an input is named so: no sink is, for it has no dot. */
  private static final String INPUTS = "in.";

  private Names() {}

  /** A filter for messages with this id. */
  static String isId(String id) {
    return ID + " = '" + id.replace("'", "''") + "'";
  }

  static String input(String route) {
    return INPUTS + route;
  }

  static boolean isInput(String name) {
    return name.startsWith(INPUTS);
  }

  static String queue(String sink) {
    return QUEUES + sink;
  }

  static String dead(String sink) {
    return DEAD + sink;
  }

  static String divert(String sink) {
    return DIVERTS + sink;
  }

  static boolean isQueue(String name) {
    return name.startsWith(QUEUES);
  }

  static boolean isDead(String name) {
    return name.startsWith(DEAD);
  }

  /** The sink of a queue or of a queue of dead letters. */
  static String sink(String queue) {
    return queue.substring(QUEUES.length());
  }
}
