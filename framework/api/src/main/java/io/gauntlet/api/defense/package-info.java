/**
 * What the author of a defense sees: how to train, and how to assemble a defended model from what was learned. No
 * optimiser and no network lives here.
 */
@NullMarked
package io.gauntlet.api.defense;

import org.jspecify.annotations.NullMarked;
