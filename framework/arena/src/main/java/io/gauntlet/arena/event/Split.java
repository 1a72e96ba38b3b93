package io.gauntlet.arena.event;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;

/** Where the samples of a match come from. */
public enum Split {
    /** Those that results are made of. */
    TEST,
    /** The attackers' own: players learn from what happens there, and no result counts. */
    ATTACKER;

    /** The split itself. */
    public Examples of(Splits splits) {
        return switch (this) {
            case TEST -> splits.test();
            case ATTACKER -> splits.attacker();
        };
    }
}
