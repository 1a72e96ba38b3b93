package io.gauntlet.api.defense;

import java.util.function.Function;

import io.gauntlet.api.Description;
import io.gauntlet.api.Factory;

/**
 * Makes a defense from its parameters.
 *
 * @param info what it is
 * @param parameters the record of its parameters
 * @param create makes one instance; instances must not share mutable state
 */
public record DefenseFactory<P extends Record>(DefenseInfo info, Class<P> parameters, Function<P, Defense> create)
        implements Factory<P> {
    @Override
    public Description description() {
        return info.description();
    }
}
