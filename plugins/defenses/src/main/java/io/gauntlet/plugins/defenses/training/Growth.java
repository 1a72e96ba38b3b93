package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.defense.Shard;

/**
 * How much of epsilon is used while a network learns.
 *
 * @param ramp the share of the updates over which it grows linearly from zero to all; 0 for all from the beginning
 */
record Growth(double ramp) {
    /** The share of epsilon, in (0,1]. */
    double at(Shard shard) {
        double done = (shard.update() + 1.0) / shard.updates();
        return ramp == 0 ? 1 : Math.min(1, done / ramp);
    }
}
