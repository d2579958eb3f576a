/**
 * The benchmark: starts everything, measures in interleaved rounds, writes table, CSV and pictures.
 */
@NullMarked
package io.nicebridge.bench;

import org.jspecify.annotations.NullMarked;
