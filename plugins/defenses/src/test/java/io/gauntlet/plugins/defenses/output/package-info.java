/** Tests of the defenses at the output. */
@NullMarked
package io.gauntlet.plugins.defenses.output;

import org.jspecify.annotations.NullMarked;
