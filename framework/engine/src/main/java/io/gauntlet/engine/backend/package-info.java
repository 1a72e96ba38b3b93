/**
 * ND4J's backend: its settings, what it is, and running its operations on fixed arrays. The only package that knows
 * which backend computes. No network lives here.
 */
@NullMarked
package io.gauntlet.engine.backend;

import org.jspecify.annotations.NullMarked;
