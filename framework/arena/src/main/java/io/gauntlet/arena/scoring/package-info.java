/**
 * From verdicts to tables: cells, standings, ranks. Pure arithmetic on what was recorded; the worst case over attacks
 * is taken sample by sample, never as a mean.
 */
@NullMarked
package io.gauntlet.arena.scoring;

import org.jspecify.annotations.NullMarked;
