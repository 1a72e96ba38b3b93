/** Tests of what follows from what happened. */
@NullMarked
package io.gauntlet.arena.director;

import org.jspecify.annotations.NullMarked;
