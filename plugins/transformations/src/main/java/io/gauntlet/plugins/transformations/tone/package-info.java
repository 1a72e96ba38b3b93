/** Transformations that change values where they are: light, contrast, noise, the number of levels. */
@NullMarked
package io.gauntlet.plugins.transformations.tone;

import org.jspecify.annotations.NullMarked;
