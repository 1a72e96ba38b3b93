/** Attacks on what a camera sees: pictures that stay adversarial under transformations. */
@NullMarked
package io.gauntlet.plugins.attacks.physical;

import org.jspecify.annotations.NullMarked;
