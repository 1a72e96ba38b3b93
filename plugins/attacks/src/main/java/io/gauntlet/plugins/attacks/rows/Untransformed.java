package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.attack.Answer;

/**
 * The part of an answer that is about the rows as they are.
 *
 * @param answer about the rows and their transformed copies
 * @param size the number of rows
 * @param telling whether successes are told; otherwise the best candidate so far is kept without ending the search
 */
public record Untransformed(Answer answer, int size, boolean telling) implements ForwardingAnswer {
    @Override
    public boolean success(int candidate) {
        return telling && answer.success(candidate);
    }
}
