/**
 * Plays a match: admits samples into rows, meters what the attack asks, keeps the best candidates, and hands them to the
 * referee. Knows no particular attack and no network; draws nothing that is not keyed by a sample.
 */
@NullMarked
package io.gauntlet.arena.match;

import org.jspecify.annotations.NullMarked;
