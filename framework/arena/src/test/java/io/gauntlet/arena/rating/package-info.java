/** Tests of the tables. */
@NullMarked
package io.gauntlet.arena.rating;

import org.jspecify.annotations.NullMarked;
