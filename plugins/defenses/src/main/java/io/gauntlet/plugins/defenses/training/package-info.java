/** Defenses that are another way of training one network: what they learn from, what they minimise, how weights are bound. */
@NullMarked
package io.gauntlet.plugins.defenses.training;

import org.jspecify.annotations.NullMarked;
