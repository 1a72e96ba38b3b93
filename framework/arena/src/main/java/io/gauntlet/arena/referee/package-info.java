/**
 * Judges adversarial examples: recomputes distances and box, evaluates its own copy of the defended model, and writes
 * each sample's outcome. It trusts nothing that an attack says.
 */
@NullMarked
package io.gauntlet.arena.referee;

import org.jspecify.annotations.NullMarked;
