/** The elastic-net attack: sparse perturbations by iterative shrinkage. */
@NullMarked
package io.gauntlet.plugins.attacks.elastic;

import org.jspecify.annotations.NullMarked;
