/** Tests of the tests. */
@NullMarked
package io.gauntlet.arena.statistics;

import org.jspecify.annotations.NullMarked;
