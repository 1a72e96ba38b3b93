package io.gauntlet.api.attack;

import io.gauntlet.api.model.Output;

/**
 * A function of one sample's output that an attacker wants to grow. It sees one sample at a time, so it cannot depend
 * on the batch or be divided by its size.
 */
@FunctionalInterface
public interface Loss {
    /**
     * Computes the loss and its gradient.
     *
     * @param output logits and detector score; read only
     * @param label the true class
     * @param goal the class to reach, or -1 when untargeted
     * @param gradient to be overwritten with the derivative of the loss by each logit and by the score; zero on entry
     * @return the loss; greater is better for the attacker
     */
    float apply(Output output, int label, int goal, Output gradient);
}
