/**
 * The peer that computes with libtorch through DJL, in a process of its own. Speaks the protocol of
 * {@link io.gauntlet.bench.peer}; knows nothing of the engine.
 */
@NullMarked
package io.gauntlet.bench.libtorch;

import org.jspecify.annotations.NullMarked;
