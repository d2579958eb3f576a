package io.nicebridge.sink;

import io.nicebridge.journal.Delivery;

/** What a sink gets one after another; everything else may pass. */
public enum SinkOrder {
  /** What one camera sent. */
  CAMERA {
    @Override
    String key(Delivery delivery) {
      return delivery.orderKey();
    }
  },
  /** The sections of one recording, by their DataID; what has none, by its camera. */
  RECORDING {
    @Override
    String key(Delivery delivery) {
      String data = delivery.headers().get(DATA_ID);
      return data == null ? delivery.orderKey() : delivery.orderKey() + "/" + data;
    }
  },
  /** Nothing waits for anything. */
  NONE {
    @Override
    String key(Delivery delivery) {
      return delivery.id();
    }
  };

  /** The header of an entry that says of which recording it is a section. */
  public static final String DATA_ID = "dataId";

  abstract String key(Delivery delivery);
}
