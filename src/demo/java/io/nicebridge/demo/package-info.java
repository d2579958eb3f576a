/** What a demo and the tests need around the bridge; never part of what is shipped. */
@NullMarked
package io.nicebridge.demo;

import org.jspecify.annotations.NullMarked;
