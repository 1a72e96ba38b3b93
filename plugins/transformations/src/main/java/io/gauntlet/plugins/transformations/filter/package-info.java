/** Transformations that look at neighbourhoods of pixels: blur and JPEG compression. */
@NullMarked
package io.gauntlet.plugins.transformations.filter;

import org.jspecify.annotations.NullMarked;
