/** What the bridge needs to ask devices in its own name (NICE 0.9 section 4.1). */
@NullMarked
package io.nicebridge.call;

import org.jspecify.annotations.NullMarked;
