/** The Jacobian-based saliency map attack, and the choice of values to change that it makes. */
@NullMarked
package io.gauntlet.plugins.attacks.saliency;

import org.jspecify.annotations.NullMarked;
