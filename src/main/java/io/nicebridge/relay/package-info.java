/**
 * The rules of the WebRTC signalling relay: who may, in which order, for how long. No transport, no
 * clock of its own, everything bounded.
 */
@NullMarked
package io.nicebridge.relay;

import org.jspecify.annotations.NullMarked;
