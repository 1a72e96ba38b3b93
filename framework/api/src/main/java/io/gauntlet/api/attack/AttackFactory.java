package io.gauntlet.api.attack;

import java.util.Set;
import java.util.function.Function;

import io.gauntlet.api.Description;
import io.gauntlet.api.Factory;

/**
 * Makes an attack from its parameters.
 *
 * @param info what it is and needs
 * @param parameters the record of its parameters
 * @param create makes one instance; instances must not share mutable state
 * @param parts the other plug-ins that it is made of, see {@link #uses}
 */
public record AttackFactory<P extends Record>(
        AttackInfo info, Class<P> parameters, Function<P, Attack> create, Function<P, Set<String>> parts)
        implements Factory<P> {
    /** Made of no other plug-in. */
    public AttackFactory(AttackInfo info, Class<P> parameters, Function<P, Attack> create) {
        this(info, parameters, create, given -> Set.of());
    }

    @Override
    public Set<String> uses(P given) {
        return parts.apply(given);
    }

    @Override
    public Description description() {
        return info.description();
    }
}
