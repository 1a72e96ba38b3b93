package io.gauntlet.arena.match;

import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;

/** What an attack does in each step. */
@FunctionalInterface
interface Stepwise {
    void step(Rows rows, Target target);

    /** An attack that needs no preparation of its rows. */
    static Attack attack(Stepwise body) {
        return (rows, target, fitted) -> new Search() {
            @Override
            public void admit(int[] admitted) {}

            @Override
            public void step() {
                body.step(rows, target);
            }
        };
    }
}
