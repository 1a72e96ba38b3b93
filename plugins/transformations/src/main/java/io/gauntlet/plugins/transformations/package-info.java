/**
 * The stock transformations: pixels moved along a map, values changed where they are, neighbourhoods filtered. Each is
 * a stage with its derivative in the sample for given draws.
 *
 * <p>Nothing here averages over draws, spends budgets or judges; attackers and the referee do.
 */
@NullMarked
package io.gauntlet.plugins.transformations;

import org.jspecify.annotations.NullMarked;
