/** Single steps of the bridge, measured by JMH. */
@NullMarked
package io.nicebridge.bench.micro;

import org.jspecify.annotations.NullMarked;
