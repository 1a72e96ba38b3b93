/** Attacks on a network of the user's: how fast, how strong and how costly, beside figures of other people's code. */
@NullMarked
package io.gauntlet.bench.attacks;

import org.jspecify.annotations.NullMarked;
