/** Tests of the defenses at the input. */
@NullMarked
package io.gauntlet.plugins.defenses.input;

import org.jspecify.annotations.NullMarked;
