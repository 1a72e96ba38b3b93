package io.gauntlet.plugins.attacks.universal;

import io.gauntlet.api.attack.Loss;

/**
 * How a perturbation climbs.
 *
 * @param epochs passes over the samples
 * @param batch samples averaged in a step
 * @param relativeStep the size of the first step, as a share of what is allowed
 * @param loss to climb
 * @param cap untargeted, a sample whose loss is greater no longer pulls
 * @param draws averaged in the gradient of a randomised model (EOT)
 */
record Ascent(int epochs, int batch, double relativeStep, Loss loss, double cap, int draws) {}
