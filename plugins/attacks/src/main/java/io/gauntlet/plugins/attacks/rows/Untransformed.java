package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.attack.Answer;

/**
 * The part of an answer that is about the rows as they are.
 *
 * @param answer about the rows and their transformed copies
 * @param size the number of rows
 * @param telling whether successes are told; otherwise the best candidate so far is kept without ending the search
 */
public record Untransformed(Answer answer, int size, boolean telling) implements Answer {
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
        return telling && answer.success(candidate);
    }

    @Override
    public float logit(int candidate, int label) {
        return answer.logit(candidate, label);
    }
}
