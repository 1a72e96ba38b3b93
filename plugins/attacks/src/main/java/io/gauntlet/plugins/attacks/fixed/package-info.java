/** The attacks that follow a gradient within a fixed epsilon: fgsm, bim, mi-fgsm and pgd. */
@NullMarked
package io.gauntlet.plugins.attacks.fixed;

import org.jspecify.annotations.NullMarked;
