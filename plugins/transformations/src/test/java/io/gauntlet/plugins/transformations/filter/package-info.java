/** Blur and JPEG, against the density and another codec. */
@NullMarked
package io.gauntlet.plugins.transformations.filter;

import org.jspecify.annotations.NullMarked;
