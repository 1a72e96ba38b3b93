package io.gauntlet.engine.train;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.defense.Objective;
import io.gauntlet.engine.backend.Memory;

/** An objective over the samples of a shard: what was answered at each input, and the gradient by it. */
final class Assessment {
    private final Objective objective;
    private final int classes;
    /** For each input the logits of all samples, and then the gradient by them. */
    private final float[][] answers;

    private final float[][] logits;
    private final float[][] gradient;
    private final float[] target;
    private int right;

    /** @param block the most samples */
    Assessment(Objective objective, int block, int classes) {
        this.objective = objective;
        this.classes = classes;
        int inputs = objective.inputs();
        if (inputs < 1) {
            throw new IllegalArgumentException("An objective takes at least one input, not " + inputs + ".");
        }
        answers = new float[inputs][block * classes];
        logits = new float[inputs][classes];
        gradient = new float[inputs][classes];
        target = new float[classes];
    }

    /** At how many inputs the network answers. */
    int inputs() {
        return answers.length;
    }

    /** Takes over what was answered at an input. */
    void answered(int input, INDArray out, int samples) {
        Memory.read(out, 0, answers[input], 0, samples * classes);
        Arrays.fill(answers[input], samples * classes, answers[input].length, 0f);
    }

    /**
     * Computes the loss of each sample, and its gradient times a factor.
     *
     * @param wanted the probability of each class for each sample
     * @return the sum of the losses
     */
    double assess(float[] wanted, int[] labels, float factor) {
        double loss = 0;
        right = 0;
        for (int i = 0; i < labels.length; i++) {
            int at = i * classes;
            System.arraycopy(wanted, at, target, 0, classes);
            for (int k = 0; k < answers.length; k++) {
                System.arraycopy(answers[k], at, logits[k], 0, classes);
                Arrays.fill(gradient[k], 0f);
            }
            if (largest(logits[0], 0, classes) == largest(target, 0, classes)) {
                right++;
            }
            loss += objective.apply(logits, target, labels[i], gradient);
            for (int k = 0; k < answers.length; k++) {
                for (int c = 0; c < classes; c++) {
                    answers[k][at + c] = factor * gradient[k][c];
                }
            }
        }
        return loss;
    }

    /** How many of the samples were answered rightly at the first input. */
    int right() {
        return right;
    }

    /** Writes the gradient by what was answered at an input, zero for rows without a sample. */
    void write(int input, INDArray into) {
        Memory.write(answers[input], 0, into, 0, answers[input].length);
    }

    /** The position of the largest value. */
    static int largest(float[] values, int offset, int length) {
        int at = 0;
        for (int c = 1; c < length; c++) {
            if (values[offset + c] > values[offset + at]) {
                at = c;
            }
        }
        return at;
    }
}
