/**
 * Virtual devices: legacy cameras that live as NICE devices do (NICE 0.9 section 8.3). What they
 * are, what they know, and what becomes of it; what leaves the process goes by ports.
 */
@NullMarked
package io.nicebridge.device;

import org.jspecify.annotations.NullMarked;
