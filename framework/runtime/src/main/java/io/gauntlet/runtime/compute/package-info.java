/**
 * The bounded executor on which all plug-in code runs, with its time limits. What is run, and what becomes of the
 * result, is decided elsewhere.
 */
@NullMarked
package io.gauntlet.runtime.compute;

import org.jspecify.annotations.NullMarked;
