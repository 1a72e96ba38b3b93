/**
 * One network tried out by itself: evaluated on clean samples, or attacked, by the same harness and referee as in a
 * tournament, with nothing recorded. What is recorded lives in {@link io.gauntlet.runtime.work}.
 */
@NullMarked
package io.gauntlet.runtime.trial;

import org.jspecify.annotations.NullMarked;
