/** Attacks with one perturbation for all samples. */
@NullMarked
package io.gauntlet.plugins.attacks.universal;

import org.jspecify.annotations.NullMarked;
