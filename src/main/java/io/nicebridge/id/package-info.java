/** Identifiers and Destination IDs of NICE 0.9 section 3. Knows no library and no transport. */
@NullMarked
package io.nicebridge.id;

import org.jspecify.annotations.NullMarked;
