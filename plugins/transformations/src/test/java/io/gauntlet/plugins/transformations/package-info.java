/** Tests of the stock transformations against naive implementations, finite differences and one another. */
@NullMarked
package io.gauntlet.plugins.transformations;

import org.jspecify.annotations.NullMarked;
