/** The plain REST face: who may call it, and what happened lately. No transport, no Camel. */
@NullMarked
package io.nicebridge.rest;

import org.jspecify.annotations.NullMarked;
