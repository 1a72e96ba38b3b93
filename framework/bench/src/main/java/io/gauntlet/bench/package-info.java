/**
 * The benchmarks' command line. Each benchmark is a subcommand of {@code ./gauntlet bench} in a package of its own;
 * tables and taking turns are shared.
 */
@NullMarked
package io.gauntlet.bench;

import org.jspecify.annotations.NullMarked;
