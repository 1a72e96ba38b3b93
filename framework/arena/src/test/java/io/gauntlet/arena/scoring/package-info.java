/** Tests of the tables. */
@NullMarked
package io.gauntlet.arena.scoring;

import org.jspecify.annotations.NullMarked;
