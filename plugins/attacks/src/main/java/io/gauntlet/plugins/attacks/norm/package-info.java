/** What a norm means to an attack: how to start, to climb and to stay inside. No attack, no target. */
@NullMarked
package io.gauntlet.plugins.attacks.norm;

import org.jspecify.annotations.NullMarked;
