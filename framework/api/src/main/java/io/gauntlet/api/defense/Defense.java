package io.gauntlet.api.defense;

import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Parts;

/**
 * Makes a model harder to fool. Learning and assembling are apart, so that what was learned can be stored, and the
 * same defended model put together again for each worker and in later processes.
 *
 * <p>A defense either trains networks ({@link DefenseInfo#trains}) and implements {@link #assemble(Parts)}, or is put
 * around a model that another one made and implements {@link #assemble(Parts, DefendedModel)}.
 */
public interface Defense {
    /**
     * Learns. Everything drawn comes from {@link Training#seed()}. A defense that is put around a model gives what it
     * learned itself, {@link Parts#NONE} when nothing: the framework keeps what the base learned.
     */
    Parts train(Training training);

    /** Puts the defended model together from what was learned; quick, without randomness, called once for each worker. */
    default DefendedModel assemble(Parts parts) {
        return DefendedModel.of(parts.network());
    }

    /**
     * Puts the defense around a model; as quick and deterministic as {@link #assemble(Parts)}.
     *
     * @param parts what {@link #train} gave
     * @param base the model; its stages and detector belong to the result, which closes them
     */
    default DefendedModel assemble(Parts parts, DefendedModel base) {
        throw new IllegalStateException("This defense trains a network and cannot be put around another model.");
    }
}
