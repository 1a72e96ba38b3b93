/** Auto-PGD, which chooses its own steps within a fixed epsilon. */
@NullMarked
package io.gauntlet.plugins.attacks.apgd;

import org.jspecify.annotations.NullMarked;
