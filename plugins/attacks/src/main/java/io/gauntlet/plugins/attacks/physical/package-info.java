/** Attacks on what a camera sees: pictures that survive being photographed, patches, turned and shifted pictures. */
@NullMarked
package io.gauntlet.plugins.attacks.physical;

import org.jspecify.annotations.NullMarked;
