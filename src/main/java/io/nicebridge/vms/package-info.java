/** What video management systems speak: their formats, and what their schemas do not say. */
@NullMarked
package io.nicebridge.vms;

import org.jspecify.annotations.NullMarked;
