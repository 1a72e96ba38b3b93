/**
 * What a whole grid of attacks and defenders says beyond each player's own standing: ratings of two kinds, and the
 * fewest attacks that do what all do. Functions of the recorded verdicts alone, for grids that were played in full:
 * where cells are missing, players cannot be compared by them.
 */
@NullMarked
package io.gauntlet.arena.rating;

import org.jspecify.annotations.NullMarked;
