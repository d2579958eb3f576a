/** The HTTPS front door: TLS, framing, admission. The only room that sees Vert.x. */
@NullMarked
package io.nicebridge.http;

import org.jspecify.annotations.NullMarked;
