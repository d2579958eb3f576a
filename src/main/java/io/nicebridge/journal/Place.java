package io.nicebridge.journal;

/**
 * Where an entry stands among those that were appended.
 *
 * @param lane that it was appended by; numbers of one lane grow
 * @param number of the entry; 0 when it was appended by an earlier edition
 * @param after number of the one that was appended before it with the same order key; 0 when that
 *     is not known
 * @param durable whether the engine held it back until it was safe
 */
record Place(int lane, String orderKey, long number, long after, boolean durable) {}
