/** The Common Message Format of NICE 0.9 section 4, and the kinds of refusal. */
@NullMarked
package io.nicebridge.message;

import org.jspecify.annotations.NullMarked;
