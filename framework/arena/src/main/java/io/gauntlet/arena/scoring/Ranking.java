package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Puts standings in order, best first, and ranks those that are decided.
 *
 * <p>Two neighbours share a rank unless the samples tell them apart: by {@link PairedTest}, with Holm's correction over
 * all steps of the ranking. So no step from one rank to the next is luck, at 5 % for the whole ranking; it says nothing
 * against a difference between the first and the last of those that are tied. Only neighbours are tested, because the
 * many pairs farther apart would take away the power to tell neighbours apart, and nothing is claimed of them.
 */
final class Ranking {
    private Ranking() {}

    /**
     * What is ranked.
     *
     * @param standing without a rank
     * @param score what decides, greater is better; null while it is undecided
     * @param tentative what orders the undecided
     */
    record Entry<T>(T standing, @Nullable Double score, double tentative) {}

    /** Compares two players sample by sample: the p-value of the upper one being better. */
    @FunctionalInterface
    interface Comparison<T> {
        double p(T upper, T lower);
    }

    /** Gives a standing its rank. */
    @FunctionalInterface
    interface Ranked<T> {
        T with(T standing, int rank, boolean tied);
    }

    /** Best first, the undecided last and without a rank. */
    static <T> List<T> of(List<Entry<T>> entries, Comparison<T> comparison, Ranked<T> ranked) {
        Comparator<Entry<T>> decidedFirst = Comparator.comparing(entry -> entry.score() == null);
        List<T> order = entries.stream()
                .sorted(decidedFirst.thenComparing(Comparator.comparingDouble((Entry<T> entry) -> merit(entry))
                        .reversed()))
                .map(Entry::standing)
                .toList();
        int decided =
                (int) entries.stream().filter(entry -> entry.score() != null).count();
        boolean[] steps = steps(order.subList(0, decided), comparison);
        List<T> result = new ArrayList<>();
        int first = 0;
        while (first < decided) {
            int end = first + 1;
            while (end < decided && !steps[end - 1]) {
                end++;
            }
            for (int i = first; i < end; i++) {
                result.add(ranked.with(order.get(i), first + 1, end - first > 1));
            }
            first = end;
        }
        result.addAll(order.subList(decided, order.size()));
        return result;
    }

    private static double merit(Entry<?> entry) {
        Double score = entry.score();
        return score == null ? entry.tentative() : score;
    }

    private static <T> boolean[] steps(List<T> order, Comparison<T> comparison) {
        double[] p = new double[Math.max(0, order.size() - 1)];
        for (int i = 0; i < p.length; i++) {
            p[i] = comparison.p(order.get(i), order.get(i + 1));
        }
        return PairedTest.rejected(p);
    }
}
