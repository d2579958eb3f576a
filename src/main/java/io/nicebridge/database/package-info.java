/** Connections to databases that sinks write to; the only place that sees their pool. */
@NullMarked
package io.nicebridge.database;

import org.jspecify.annotations.NullMarked;
