/** The transformations that move pixels, against rays, hats and the contract. */
@NullMarked
package io.gauntlet.plugins.transformations.warp;

import org.jspecify.annotations.NullMarked;
