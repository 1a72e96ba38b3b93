package io.gauntlet.plugins.attacks.rows;

import java.util.function.IntPredicate;

import io.gauntlet.api.attack.Answer;

/**
 * An answer of which an attack lets fewer successes count than the target does.
 *
 * @param answer the target's
 * @param counts whether a candidate's success counts
 */
public record FilteredAnswer(Answer answer, IntPredicate counts) implements ForwardingAnswer {
    @Override
    public int size() {
        return answer.size();
    }

    @Override
    public boolean success(int candidate) {
        return answer.success(candidate) && counts.test(candidate);
    }

    @Override
    public float share(int candidate) {
        return counts.test(candidate) ? answer.share(candidate) : 0;
    }
}
