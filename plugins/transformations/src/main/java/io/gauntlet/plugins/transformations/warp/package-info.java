/** Transformations that move pixels: each draws a map of the plane, and one sampler moves pictures along it. */
@NullMarked
package io.gauntlet.plugins.transformations.warp;

import org.jspecify.annotations.NullMarked;
