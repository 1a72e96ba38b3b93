/** What all transformations are made of: stages that work row by row, ranges to draw from, the shape of pictures. */
@NullMarked
package io.gauntlet.plugins.transformations.stage;

import org.jspecify.annotations.NullMarked;
