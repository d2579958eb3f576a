package io.nicebridge.bench.load;

/** One who asks, waits for the answer, and asks again when told to. */
interface Caller {
  /** Asks now, and tells {@link Traffic#answered} or {@link Traffic#failed} how it went. */
  void ask();
}
