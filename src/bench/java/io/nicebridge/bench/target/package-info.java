/** What is measured, each a process of its own. */
@NullMarked
package io.nicebridge.bench.target;

import org.jspecify.annotations.NullMarked;
