/**
 * What an author tests a plug-in with: contracts to extend, models whose optimal perturbations are known in closed form,
 * and synthetic examples. Matches are played by the real harness and judged by the real referee. No plug-in lives here.
 */
@NullMarked
package io.gauntlet.testkit;

import org.jspecify.annotations.NullMarked;
