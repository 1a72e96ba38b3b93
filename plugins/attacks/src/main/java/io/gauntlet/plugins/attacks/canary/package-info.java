/** Attacks too weak to break anything but a model that was broken before: noise, salt-and-pepper, blend and blur. */
@NullMarked
package io.gauntlet.plugins.attacks.canary;

import org.jspecify.annotations.NullMarked;
