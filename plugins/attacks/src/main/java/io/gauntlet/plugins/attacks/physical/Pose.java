package io.gauntlet.plugins.attacks.physical;

/**
 * How a picture is turned about its centre and then shifted.
 *
 * @param degrees counter-clockwise as seen when positive
 * @param right in pixels
 * @param down in pixels
 */
record Pose(double degrees, double right, double down) {}
