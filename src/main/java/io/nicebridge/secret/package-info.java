/** Files of secrets that stand there as hashes only. Knows no other room. */
@NullMarked
package io.nicebridge.secret;

import org.jspecify.annotations.NullMarked;
