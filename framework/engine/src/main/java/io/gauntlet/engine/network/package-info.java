/** Trained networks: parameters and the plan that computes them, as the api's {@code Network}. */
@NullMarked
package io.gauntlet.engine.network;

import org.jspecify.annotations.NullMarked;
