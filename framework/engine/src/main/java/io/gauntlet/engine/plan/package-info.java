/**
 * Plans: networks as raw ND4J operations on preallocated arrays, at a fixed number of samples, with input and
 * parameter gradients. One kernel class for each kind of layer. Nothing here knows about attacks or training.
 */
@NullMarked
package io.gauntlet.engine.plan;

import org.jspecify.annotations.NullMarked;
