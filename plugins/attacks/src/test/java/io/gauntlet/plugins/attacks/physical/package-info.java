/** Attacks on what a camera sees. */
@NullMarked
package io.gauntlet.plugins.attacks.physical;

import org.jspecify.annotations.NullMarked;
