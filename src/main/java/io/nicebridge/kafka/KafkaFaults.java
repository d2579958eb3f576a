package io.nicebridge.kafka;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** What Kafka says of a record that it did not take. */
public final class KafkaFaults {
  private KafkaFaults() {}

  /** Whether Kafka's client says it. */
  public static boolean isOne(Throwable thrown) {
    return thrown instanceof KafkaException;
  }

  /** Whether the record itself is the reason, so that it will be the same the next time. */
  public static boolean isLasting(Throwable thrown) {
    return thrown instanceof RecordTooLargeException
        || thrown instanceof RecordBatchTooLargeException
        || thrown instanceof InvalidRecordException
        || thrown instanceof SerializationException;
  }
}
