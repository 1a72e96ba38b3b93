/** {@code ./gauntlet bench engine}: our engine as a contestant, its goals, and the command. */
@NullMarked
package io.gauntlet.bench.engine;

import org.jspecify.annotations.NullMarked;
