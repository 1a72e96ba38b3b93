/**
 * The commands: they read options, ask the runtime, and print. What a command does beyond that lives in the runtime;
 * how tables look lives in {@code text}.
 */
@NullMarked
package io.gauntlet.app.cli;

import org.jspecify.annotations.NullMarked;
