/** Attacks that are several of the stock attacks in turn. */
@NullMarked
package io.gauntlet.plugins.attacks.ensemble;

import org.jspecify.annotations.NullMarked;
