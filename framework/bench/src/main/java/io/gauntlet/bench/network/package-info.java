/** The benchmark networks as every contestant can build them, and what they cost. No engine lives here. */
@NullMarked
package io.gauntlet.bench.network;

import org.jspecify.annotations.NullMarked;
