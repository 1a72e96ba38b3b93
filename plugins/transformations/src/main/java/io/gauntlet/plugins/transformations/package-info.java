/**
 * The stock transformations: rotation and Gaussian noise, each a stage with its exact derivative for given draws.
 *
 * <p>Nothing here averages over draws, spends budgets or judges; attackers and the referee do.
 */
@NullMarked
package io.gauntlet.plugins.transformations;

import org.jspecify.annotations.NullMarked;
