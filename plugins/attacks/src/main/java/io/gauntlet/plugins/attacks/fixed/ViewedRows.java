package io.gauntlet.plugins.attacks.fixed;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.model.Stage;
import io.gauntlet.plugins.attacks.rows.TransformedCopies;

/**
 * The live rows together with the views of them that a detector compares. All of a row are driven to one class, that
 * which most of them lean to: away from the label alone, each view would take another way, and the detector see it.
 */
final class ViewedRows {
    private final Rows rows;
    private final TransformedCopies copies;
    private boolean[] wanted = {};
    private int[] aims = {};

    ViewedRows(Rows rows, List<Stage> views) {
        this.rows = rows;
        copies = new TransformedCopies(rows, views, views.size());
    }

    /** Forgets what a row leant to. */
    void admit(int row) {
        leaning()[row] = 0;
    }

    /** The class that a row is driven to, plus one; 0 before the first answer. */
    private float[] leaning() {
        return rows.scalar("leaning");
    }

    /**
     * The gradients of the rows and of their views.
     *
     * @param climbing the rows that want one
     */
    Gradient gradient(Target target, INDArray x, boolean[] climbing, Loss loss, int draws) {
        INDArray candidates = copies.of(x);
        int[] owners = copies.owners();
        if (wanted.length < owners.length) {
            wanted = new boolean[owners.length];
            aims = new int[owners.length];
        }
        float[] leaning = leaning();
        for (int i = 0; i < owners.length; i++) {
            int row = owners[i];
            wanted[i] = climbing[row];
            int goal = rows.goal()[row];
            aims[i] = goal >= 0 ? goal : (int) leaning[row] - 1;
        }
        Gradient gradient = target.gradient(candidates, owners, wanted, aims, loss, draws);
        for (int row = 0; row < rows.live(); row++) {
            if (gradient.answer().paid(row)) {
                leaning[row] = 1 + strongest(gradient.answer(), row, target.classes());
            }
        }
        return gradient;
    }

    /** The wrong class with the greatest sum of logits over a row and its views. */
    private int strongest(Answer answer, int row, int classes) {
        int best = -1;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            double sum = 0;
            for (int copy = 0; copy < copies.each(); copy++) {
                int candidate = copy * rows.live() + row;
                sum += answer.paid(candidate) ? answer.logit(candidate, c) : 0;
            }
            if (c != rows.label()[row] && sum > greatest) {
                best = c;
                greatest = sum;
            }
        }
        return best;
    }

    /** What the answers say of the rows themselves. */
    Answer untransformed(Gradient gradient) {
        return copies.untransformed(gradient.answer());
    }

    /** The sum of the gradients of each row and its views, by the row; see {@link TransformedCopies#back}. */
    void back(INDArray x, Gradient gradient, float[] sum) {
        copies.back(x, gradient.values(), sum);
    }
}
