package io.gauntlet.plugins.attacks.fab;

/** All values on which the function depends move equally far, as far as the box lets them. */
final class LinfProjection extends CappedProjection {
    @Override
    double pace(double steepness) {
        return steepness > 0 ? 1 : 0;
    }
}
