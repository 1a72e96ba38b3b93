package io.gauntlet.plugins.attacks.fab;

/** Values move in proportion to the function's slope along them, as far as the box lets them. */
final class L2Projection extends CappedProjection {
    @Override
    void pace(Slopes slopes, float[] pace, int size) {
        System.arraycopy(slopes.steepness(), 0, pace, 0, size);
    }
}
