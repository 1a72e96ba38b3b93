/** Tests of what may be chance. Pure arithmetic. */
@NullMarked
package io.gauntlet.arena.statistics;

import org.jspecify.annotations.NullMarked;
