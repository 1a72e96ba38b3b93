package io.gauntlet.arena.examination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.arena.flag.Examination;
import io.gauntlet.arena.flag.Examination.Rung;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.referee.Referee;

/**
 * Examines a model. Everything is drawn from the seed, so that the same model is always found the same.
 *
 * <p>It costs at most 80 gradients for each of {@value #SAMPLES} samples and norm, and little beside.
 */
public final class Examiner {
    /** Samples that PGD is tried on. */
    static final int SAMPLES = 64;

    /** Samples on which the gradient is compared with finite differences. */
    static final int CHECKED = 16;

    /** Samples that are looked at for those that the model answers rightly. */
    private static final int LOOKED_AT = 4 * SAMPLES;

    /** As shares of what the whole box takes. */
    private static final double[] EPSILONS = {0.05, 0.1, 0.2, 0.4, 1};

    /** Norms that a model can be examined in. */
    public static final Set<Norm> NORMS = Collections.unmodifiableSet(EnumSet.of(Norm.LINF, Norm.L2, Norm.L1));

    private static final int ITERATIONS = 10;

    /** Of the whole box, which no number of steps is too many for. */
    private static final int MOST_ITERATIONS = 40;

    private static final double SUM_TOLERANCE = 1e-3;

    private final Model model;
    private final Batch batch;
    private final float[] values;
    private final int[] label;
    private final boolean probabilities;

    private Examiner(Model model, Examples examples, Batch batch) {
        this.model = model;
        this.batch = batch;
        int looked = Math.min(LOOKED_AT, examples.size());
        int length = batch.length();
        float[] all = new float[looked * length];
        for (int i = 0; i < looked; i++) {
            examples.read(i, all, i * length);
        }
        BitSet right = new BitSet();
        boolean[] probable = {looked > 0};
        batch.forward(all, "clean", 0, (i, output) -> {
            right.set(i, Referee.argmax(output.logits()) == examples.label(i));
            probable[0] &= probability(output);
        });
        probabilities = probable[0];
        int[] chosen = right.stream().limit(SAMPLES).toArray();
        label = Arrays.stream(chosen).map(examples::label).toArray();
        values = new float[chosen.length * length];
        for (int k = 0; k < chosen.length; k++) {
            System.arraycopy(all, chosen[k] * length, values, k * length, length);
        }
    }

    /**
     * Examines.
     *
     * @param model that nobody else uses meanwhile
     * @param examples of the calibration split
     * @param norms of {@link #NORMS}, in which PGD is tried
     * @throws io.gauntlet.api.StoppedException when the stop signal is given
     * @throws RuntimeException whatever the model's stages throw
     */
    public static Examination examine(Model model, Examples examples, Set<Norm> norms, Seed seed, StopSignal stop) {
        try (Batch batch = new Batch(model, seed, stop)) {
            return new Examiner(model, examples, batch).examine(norms, seed);
        }
    }

    private static boolean probability(Output output) {
        double sum = 0;
        for (float value : output.logits()) {
            if (value < 0) {
                return false;
            }
            sum += value;
        }
        return Math.abs(sum - 1) <= SUM_TOLERANCE;
    }

    private Examination examine(Set<Norm> norms, Seed seed) {
        int checked = Math.min(CHECKED, label.length);
        int differing =
                new GradientCheck(batch, Arrays.copyOf(values, checked * batch.length()), label).differing(seed);
        Map<Norm, List<Rung>> others = new EnumMap<>(Norm.class);
        norms.stream().filter(norm -> norm != Norm.LINF).forEach(norm -> others.put(norm, ladder(norm, seed)));
        return new Examination(
                label.length,
                model.classes(),
                checked,
                differing,
                probabilities,
                norms.contains(Norm.LINF) ? ladder(Norm.LINF, seed) : List.of(),
                others,
                null);
    }

    /** What takes every sample anywhere in the box. */
    private double box(Norm norm) {
        return switch (norm) {
            case LINF -> 1;
            case L2 -> Math.sqrt(batch.length());
            case L1 -> batch.length();
            default -> throw new IllegalArgumentException("No model is examined in " + norm.id() + ".");
        };
    }

    private List<Rung> ladder(Norm norm, Seed seed) {
        List<Rung> rungs = new ArrayList<>();
        BitSet before = new BitSet();
        Climb climb = new Climb(norm, model, batch, values, label);
        for (double share : EPSILONS) {
            double epsilon = share * box(norm);
            int iterations = share < 1 ? ITERATIONS : MOST_ITERATIONS;
            BitSet broken = climb.broken(epsilon, iterations, seed);
            rungs.add(new Rung(
                    epsilon,
                    iterations,
                    label.length - broken.cardinality(),
                    minus(before, broken),
                    minus(broken, before)));
            before = broken;
        }
        return rungs;
    }

    private static int minus(BitSet one, BitSet other) {
        BitSet rest = (BitSet) one.clone();
        rest.andNot(other);
        return rest.cardinality();
    }
}
