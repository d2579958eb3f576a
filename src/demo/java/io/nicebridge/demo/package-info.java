/** What the demo and the tests run the bridge against: a broker, a camera, certificates, tokens. */
@NullMarked
package io.nicebridge.demo;

import org.jspecify.annotations.NullMarked;
