/** Tests of the flags. */
@NullMarked
package io.gauntlet.arena.flag;

import org.jspecify.annotations.NullMarked;
