package io.gauntlet.bench.attacks;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * An attack with each of the seeds that it was played with.
 *
 * @param attack at which settings
 * @param seeds one verdict for each seed, at least one, all on the same samples
 */
record Series(BenchedAttack attack, List<Played> seeds) {
    int samples() {
        return seeds.get(0).samples();
    }

    double epsilon() {
        return seeds.get(0).epsilon();
    }

    double mean(ToDoubleFunction<Played> figure) {
        return values(figure).average().orElse(Double.NaN);
    }

    double least(ToDoubleFunction<Played> figure) {
        return values(figure).min().orElse(Double.NaN);
    }

    double greatest(ToDoubleFunction<Played> figure) {
        return values(figure).max().orElse(Double.NaN);
    }

    private DoubleStream values(ToDoubleFunction<Played> figure) {
        return seeds.stream().mapToDouble(figure);
    }

    /**
     * By how much more of the samples stand than in a reference, sample by sample: each sample's mean over the seeds less
     * what it was in the reference. Smaller is stronger.
     *
     * @param reference for each sample whether it stood
     */
    Difference behind(boolean[] reference) {
        double[] differences = new double[reference.length];
        for (int i = 0; i < differences.length; i++) {
            int at = i;
            differences[i] = mean(one -> one.standing(at)) - (reference[i] ? 1 : 0);
        }
        return Difference.of(differences);
    }
}
