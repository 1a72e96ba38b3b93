/** Ranges. */
@NullMarked
package io.gauntlet.plugins.transformations.stage;

import org.jspecify.annotations.NullMarked;
