/** What was measured, in numbers, tables and pictures. */
@NullMarked
package io.nicebridge.bench.report;

import org.jspecify.annotations.NullMarked;
