/** Tests of the stock data sets, on tiny files made by hand. */
@NullMarked
package io.gauntlet.plugins.datasets;

import org.jspecify.annotations.NullMarked;
