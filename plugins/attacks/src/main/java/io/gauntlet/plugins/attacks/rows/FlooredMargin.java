package io.gauntlet.plugins.attacks.rows;

import java.util.Arrays;

import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.model.Output;

/**
 * What is missing to a margin of logits: the margin less a confidence, at most 0, with a slope of zero where it
 * suffices. It is f6 of Carlini and Wagner 2017 with its sign turned.
 *
 * @param confidence the margin that suffices
 */
public record FlooredMargin(double confidence) implements Loss {
    private static final Loss MARGIN = Losses.margin();

    @Override
    public float apply(Output output, int label, int goal, Output gradient) {
        float missing = (float) (MARGIN.apply(output, label, goal, gradient) - confidence);
        if (missing < 0) {
            return missing;
        }
        Arrays.fill(gradient.logits(), 0f);
        return 0;
    }
}
