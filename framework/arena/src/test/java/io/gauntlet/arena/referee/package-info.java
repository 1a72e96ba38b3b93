/** Tests of the referee's verdicts. */
@NullMarked
package io.gauntlet.arena.referee;

import org.jspecify.annotations.NullMarked;
