/** A folder that belongs to one process at a time, whoever it is for. Knows no other room. */
@NullMarked
package io.nicebridge.folder;

import org.jspecify.annotations.NullMarked;
