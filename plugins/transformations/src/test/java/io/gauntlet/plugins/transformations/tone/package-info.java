/** The transformations that change values where they are. */
@NullMarked
package io.gauntlet.plugins.transformations.tone;

import org.jspecify.annotations.NullMarked;
