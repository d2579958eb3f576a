package io.nicebridge.token;

import java.time.Instant;
import java.util.Optional;

/**
 * A token that verified, and how long that can count.
 *
 * @param uselessFrom the earlier of expiry with skew and the end of its certificate chain
 * @param identity of the key in the key set that signed it; empty when a chain vouched for it
 */
record VerifiedToken(AccessToken token, Instant uselessFrom, Optional<String> identity) {}
