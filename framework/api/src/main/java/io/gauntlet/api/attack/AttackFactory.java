package io.gauntlet.api.attack;

import java.util.function.Function;

import io.gauntlet.api.Description;
import io.gauntlet.api.Factory;

/**
 * Makes an attack from its parameters.
 *
 * @param info what it is and needs
 * @param parameters the record of its parameters
 * @param create makes one instance; instances must not share mutable state
 */
public record AttackFactory<P extends Record>(AttackInfo info, Class<P> parameters, Function<P, Attack> create)
        implements Factory<P> {
    @Override
    public Description description() {
        return info.description();
    }
}
