/** Start, settings and rules of the bridge: the only room that knows all the others. */
@NullMarked
package io.nicebridge;

import org.jspecify.annotations.NullMarked;
