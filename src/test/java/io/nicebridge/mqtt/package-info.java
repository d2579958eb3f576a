@NullMarked
package io.nicebridge.mqtt;

import org.jspecify.annotations.NullMarked;
