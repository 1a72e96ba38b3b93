package io.gauntlet.plugins.attacks.fab;

/** Values move in proportion to the function's slope along them, as far as the box lets them. */
final class L2Projection extends CappedProjection {
    @Override
    double pace(double steepness) {
        return steepness;
    }
}
