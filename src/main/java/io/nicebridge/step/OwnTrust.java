package io.nicebridge.step;

import io.nicebridge.token.Tokens;

/** A call whose token somebody else verifies than those of the other doors. */
interface OwnTrust {
  Tokens tokens();
}
