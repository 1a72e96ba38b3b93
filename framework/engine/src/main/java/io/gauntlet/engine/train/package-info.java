/** Training networks: minibatches in shards, optimisers, and what a defense sees of it. No plan is defined here. */
@NullMarked
package io.gauntlet.engine.train;

import org.jspecify.annotations.NullMarked;
