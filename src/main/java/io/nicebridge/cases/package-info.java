/**
 * Route cases: what comes in, what must leave, and the routes played in between without a socket.
 */
@NullMarked
package io.nicebridge.cases;

import org.jspecify.annotations.NullMarked;
