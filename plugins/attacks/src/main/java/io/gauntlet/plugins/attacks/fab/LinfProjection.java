package io.gauntlet.plugins.attacks.fab;

import java.util.Arrays;

/** All values on which the function depends move equally far, as far as the box lets them. */
final class LinfProjection extends CappedProjection {
    @Override
    void pace(Slopes slopes, float[] pace, int size) {
        // Others have no room.
        Arrays.fill(pace, 0, size, 1f);
    }
}
