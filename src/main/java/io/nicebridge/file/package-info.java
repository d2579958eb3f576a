/**
 * Data in files: messages line by line, and recordings put together from their sections. What is
 * written is on disk before anybody is told so.
 */
@NullMarked
package io.nicebridge.file;

import org.jspecify.annotations.NullMarked;
