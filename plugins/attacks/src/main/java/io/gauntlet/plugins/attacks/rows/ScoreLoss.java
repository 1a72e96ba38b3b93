package io.gauntlet.plugins.attacks.rows;

import java.util.Arrays;

import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.model.Output;

/** A loss computed from paid scores, for searches without gradients. */
public final class ScoreLoss {
    private final Loss loss;
    private final Output output;
    private final Output unused;

    /** @param classes of the target */
    public ScoreLoss(Loss loss, int classes) {
        this.loss = loss;
        output = new Output(classes);
        unused = new Output(classes);
    }

    /**
     * The loss of a candidate that was paid; greater is better for the attacker.
     *
     * @param goal the class to reach, or -1 when untargeted
     */
    public float of(Answer answer, int candidate, int label, int goal) {
        float[] logits = output.logits();
        for (int c = 0; c < logits.length; c++) {
            logits[c] = answer.logit(candidate, c);
        }
        Arrays.fill(unused.logits(), 0f);
        return loss.apply(output, label, goal, unused);
    }
}
