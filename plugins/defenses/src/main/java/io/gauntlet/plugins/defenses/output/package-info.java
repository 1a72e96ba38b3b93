/** Defenses that change what a model, or several, answer. */
@NullMarked
package io.gauntlet.plugins.defenses.output;

import org.jspecify.annotations.NullMarked;
