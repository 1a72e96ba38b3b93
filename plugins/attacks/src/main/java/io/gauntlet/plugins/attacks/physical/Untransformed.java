package io.gauntlet.plugins.attacks.physical;

import io.gauntlet.api.attack.Answer;

/**
 * The part of an answer that is about the rows as they are, for keeping the best candidate so far without ending the
 * search: no success is told.
 *
 * @param answer about the rows and their transformed copies
 * @param size the number of rows
 */
record Untransformed(Answer answer, int size) implements Answer {
    @Override
    public int owner(int candidate) {
        return answer.owner(candidate);
    }

    @Override
    public boolean paid(int candidate) {
        return answer.paid(candidate);
    }

    @Override
    public int label(int candidate) {
        return answer.label(candidate);
    }

    @Override
    public boolean accepted(int candidate) {
        return answer.accepted(candidate);
    }

    @Override
    public boolean success(int candidate) {
        return false;
    }

    @Override
    public float logit(int candidate, int label) {
        return answer.logit(candidate, label);
    }
}
