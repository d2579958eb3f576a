/**
 * A folder that belongs to one process at a time, and files in it that are whole. Knows no other
 * room.
 */
@NullMarked
package io.nicebridge.folder;

import org.jspecify.annotations.NullMarked;
