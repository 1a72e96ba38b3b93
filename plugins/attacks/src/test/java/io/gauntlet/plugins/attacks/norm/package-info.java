/** Tests of the balls. */
@NullMarked
package io.gauntlet.plugins.attacks.norm;

import org.jspecify.annotations.NullMarked;
