/** What runs while it is measured: broker and targets, a process each. */
@NullMarked
package io.nicebridge.bench.process;

import org.jspecify.annotations.NullMarked;
