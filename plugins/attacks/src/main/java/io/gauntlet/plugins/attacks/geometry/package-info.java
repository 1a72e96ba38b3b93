/** Norms as strategies: distances, steepest ascents and projections of the norms that attacks play. */
@NullMarked
package io.gauntlet.plugins.attacks.geometry;

import org.jspecify.annotations.NullMarked;
