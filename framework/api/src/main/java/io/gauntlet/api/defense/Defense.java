package io.gauntlet.api.defense;

import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Parts;

/**
 * Makes a model harder to fool. Learning and assembling are apart, so that what was learned can be stored, and the
 * same defended model put together again for each worker and in later processes.
 */
public interface Defense {
    /** Learns. Everything drawn comes from {@link Training#seed()}. */
    Parts train(Training training);

    /** Puts the defended model together from what was learned; quick, without randomness, called once for each worker. */
    default DefendedModel assemble(Parts parts) {
        return DefendedModel.of(parts.network());
    }
}
