/** The attacks that ask for scores and need no gradient: square, simba, nes and spsa. */
@NullMarked
package io.gauntlet.plugins.attacks.score;

import org.jspecify.annotations.NullMarked;
