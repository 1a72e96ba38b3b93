package io.gauntlet.api.attack;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Knowledge;
import io.gauntlet.api.model.Stage;

/**
 * The attacker's only handle on a defended model, restricted to the knowledge that the match grants and metered for
 * each sample.
 *
 * <p>Candidates are {@code [n, shape of a sample...]}, any n. {@code owner[i]} is the row that pays for candidate i;
 * -1 skips the candidate at no cost. A row that cannot pay gets no answer ({@link Answer#paid}) and leaves at the end
 * of the step. Arrays in answers are reused: they are valid until the next call on this target.
 *
 * <p>Every method throws {@link NotGrantedException} for what the match does not grant,
 * {@link io.gauntlet.api.StoppedException} when the match was cancelled or timed out, and
 * {@link IllegalArgumentException} for arrays of another shape.
 */
public interface Target {
    /** What is granted. */
    Knowledge knowledge();

    /** The number of classes. */
    int classes();

    /** The shape of one sample. */
    long[] shape();

    /** The number of candidates that are evaluated together: multiples of it waste nothing. */
    int block();

    /** The predicted classes; one query for each candidate. */
    Answer labels(INDArray x, int[] owner);

    /** The logits too; one query for each candidate. */
    Answer scores(INDArray x, int[] owner);

    /**
     * The gradient of a loss of each candidate with respect to that candidate; one query and one gradient for each
     * candidate and draw.
     *
     * @param draws for randomised models the number of draws whose mean loss is differentiated, at least 1; models
     *     without randomness are evaluated once and billed once
     */
    default Gradient gradient(INDArray x, int[] owner, Loss loss, int draws) {
        return gradient(x, owner, null, loss, draws);
    }

    /**
     * As {@link #gradient(INDArray, int[], Loss, int)}, but only candidates with {@code wanted[i]} get a gradient and
     * are billed one; the others are answered as by {@link #scores}, with a gradient of zero.
     */
    default Gradient gradient(INDArray x, int[] owner, boolean @Nullable [] wanted, Loss loss, int draws) {
        return gradient(x, owner, wanted, null, loss, draws);
    }

    /**
     * As {@link #gradient(INDArray, int[], boolean[], Loss, int)}, but the loss of candidate i aims at the class
     * {@code aims[i]}, or away from the label where that is -1, whatever class the match wants: the targeted attacks
     * inside an untargeted one. What counts as a success stays the match's.
     */
    Gradient gradient(
            INDArray x, int[] owner, boolean @Nullable [] wanted, int @Nullable [] aims, Loss loss, int draws);

    /**
     * Answers and rows of the Jacobian of the logits, with one forward pass; one query and {@code classes[i].length}
     * gradients for candidate i.
     *
     * @param classes for each candidate the classes wanted, the same number for all
     */
    Jacobian jacobian(INDArray x, int[] owner, int[][] classes);

    /** The stages of the defended model, in order. */
    List<Stage> stages();

    /**
     * The same target, metered together with this one, whose gradients pass through another derivative at one stage:
     * backward pass differentiable approximation (Athalye et al. 2018, section 4.1). The forward pass stays the
     * defender's.
     */
    Target withBackward(int stage, Stage surrogate);

    /**
     * The defended model without some of its stages and without its detector, metered together with this one: the
     * undefended twin, when all that is not the network is left out. Its answers are the twin's, and so never a success:
     * what is handed in with them is judged by the referee alone.
     *
     * @throws IllegalArgumentException when what is left does not fit together
     */
    default Target without(int... stages) {
        throw new UnsupportedOperationException("This target has no stages that can be left out.");
    }

    /** What the detector's score must not exceed, or positive infinity without a detector. White-box knowledge. */
    default float threshold() {
        return Float.POSITIVE_INFINITY;
    }

    /** The views that the detector compares answers behind, each keeping the shape of samples. White-box knowledge. */
    default List<Stage> views() {
        return List.of();
    }
}
