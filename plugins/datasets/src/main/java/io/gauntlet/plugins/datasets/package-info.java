/**
 * The stock data sets of the MNIST family: which files they have, where these come from and how they are split.
 *
 * <p>Nothing here trains, attacks or keeps results. Everything but {@link io.gauntlet.plugins.datasets.DataSetsPlugin}
 * is for this package alone.
 */
@NullMarked
package io.gauntlet.plugins.datasets;

import org.jspecify.annotations.NullMarked;
