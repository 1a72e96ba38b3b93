/** Defenses that change samples before the model sees them. */
@NullMarked
package io.gauntlet.plugins.defenses.input;

import org.jspecify.annotations.NullMarked;
