/**
 * Peers: other programs that do the same work in processes of their own, each with the environment that suits it best.
 * The conversation is one line each way in UTF-8:
 *
 * <pre>
 * (at start)                                                              ready NAME VERSION…
 * prepare OPERATION SAMPLES THREADS CHANNELS HEIGHT WIDTH LAYER…          prepared HOW…
 * burst SECONDS                                                           times MILLISECONDS…
 * release                                                                 released
 * (any that cannot be done)                                               failed SENTENCE
 * </pre>
 *
 * <p>Layers are words as in {@link io.gauntlet.bench.network.Layer}. A peer ends when its standard input does.
 */
@NullMarked
package io.gauntlet.bench.peer;

import org.jspecify.annotations.NullMarked;
