package io.nicebridge.step;

/** In which form a sink gets data. */
enum Shape {
  /** As it came, byte for byte. */
  WHOLE,
  /** What is inside the Common Message, if there is one around it. */
  PAYLOAD,
  /** The payload without the images that are embedded in it. */
  SLIM
}
