/** Access tokens: signature, claims, keys. The only room that sees Nimbus. */
@NullMarked
package io.nicebridge.token;

import org.jspecify.annotations.NullMarked;
