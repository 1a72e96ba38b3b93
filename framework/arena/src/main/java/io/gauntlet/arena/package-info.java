/**
 * What all of the arena shares: the exception for a user's mistake, and the search for the name the user meant. The
 * game itself lives in the packages below this one, none of which this one knows.
 */
@NullMarked
package io.gauntlet.arena;

import org.jspecify.annotations.NullMarked;
