/**
 * Decides what follows from what happened: pure, without clock, randomness, database or bus, so that deciding twice
 * gives the same events under the same ids.
 */
@NullMarked
package io.gauntlet.arena.director;

import org.jspecify.annotations.NullMarked;
