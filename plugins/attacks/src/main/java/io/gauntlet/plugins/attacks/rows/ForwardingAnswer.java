package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.attack.Answer;

/** An answer that differs from another one only in which successes it tells. */
interface ForwardingAnswer extends Answer {
    /** The other one. */
    Answer answer();

    @Override
    default int owner(int candidate) {
        return answer().owner(candidate);
    }

    @Override
    default boolean paid(int candidate) {
        return answer().paid(candidate);
    }

    @Override
    default int label(int candidate) {
        return answer().label(candidate);
    }

    @Override
    default boolean accepted(int candidate) {
        return answer().accepted(candidate);
    }

    @Override
    default float logit(int candidate, int label) {
        return answer().logit(candidate, label);
    }
}
