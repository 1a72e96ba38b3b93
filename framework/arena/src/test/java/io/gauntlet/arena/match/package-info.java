/** Tests of playing a match, over a model small enough to check by hand. */
@NullMarked
package io.gauntlet.arena.match;

import org.jspecify.annotations.NullMarked;
