/** How strong the attacks are on networks that others published. */
@NullMarked
package io.gauntlet.plugins.attacks.strength;

import org.jspecify.annotations.NullMarked;
