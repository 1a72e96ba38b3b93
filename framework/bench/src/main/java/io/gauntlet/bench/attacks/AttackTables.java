package io.gauntlet.bench.attacks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import io.gauntlet.bench.report.Goal;
import io.gauntlet.bench.report.Line;
import io.gauntlet.bench.report.Ratio;
import io.gauntlet.bench.report.Table;

/** What is told of the attacks that were played, one table for each kind of figure. */
final class AttackTables {
    private static final String RATIO = "ours / reference";
    private static final List<String> REFERENCE = List.of("reference");

    /** Other people's programs are to take three times as long. */
    private static final Goal TIME = Goal.atMost(1.0 / 3);

    /** Distances may be so much longer. */
    private static final Goal DISTANCE = Goal.atMost(1.03);

    private final List<Played> played;
    private final ReferenceFigures reference;
    private final boolean same;

    /** @param same whether the samples are the first ones, which the reference figures are of */
    AttackTables(List<Played> played, ReferenceFigures reference, boolean same) {
        this.played = played;
        this.reference = reference;
        this.same = same;
    }

    List<Table> all() {
        return List.of(
                compared("Time to the final verdict, for each sample", "ms", this::time),
                compared("Robust accuracy", "% of all samples", this::robustAccuracy),
                compared("Median distance of the samples right when clean", "in the attack's norm", this::median),
                alone("Speed", "samples attacked / s", one -> one.report().examplesPerSecond()),
                alone(
                        "Queries for each sample attacked",
                        "mean",
                        one -> one.report().queries()),
                alone(
                        "Gradients for each sample attacked",
                        "mean",
                        one -> one.report().gradients()));
    }

    private interface Comparison {
        Line line(Played one);
    }

    private Table compared(String title, String unit, Comparison comparison) {
        return new Table(
                title,
                unit,
                REFERENCE,
                RATIO,
                played.stream().map(comparison::line).toList());
    }

    private Table alone(String title, String unit, ToDoubleFunction<Played> figure) {
        List<Line> lines = played.stream()
                .map(one -> new Line(name(one), figure.applyAsDouble(one), List.of(), Ratio.NONE, Optional.empty()))
                .toList();
        return new Table(title, unit, List.of(), "", lines);
    }

    private Line time(Played one) {
        double ours = 1e3 * one.report().seconds() / one.report().samples();
        return line(one, ours, 1e3 * reference.seconds(one.attack()), Optional.of(TIME));
    }

    /** At most one sample more may stand than in the reference. */
    private Line robustAccuracy(Played one) {
        int n = one.report().samples();
        double theirs = same ? reference.robustAccuracy(one.attack(), one.epsilon(), n) : Double.NaN;
        Optional<Goal> goal = theirs > 0 ? Optional.of(Goal.atMost((theirs + 1.0 / n) / theirs)) : Optional.empty();
        return line(one, 100 * one.robustAccuracy(), 100 * theirs, goal);
    }

    private Line median(Played one) {
        double theirs = same ? reference.median(one.attack(), one.report().samples()) : Double.NaN;
        return line(one, one.median(), theirs, Optional.of(DISTANCE));
    }

    private static Line line(Played one, double ours, double theirs, Optional<Goal> goal) {
        boolean comparable = Double.isFinite(ours) && Double.isFinite(theirs) && theirs > 0;
        return new Line(
                name(one),
                ours,
                List.of(theirs),
                comparable ? Ratio.of(ours / theirs) : Ratio.NONE,
                comparable ? goal : Optional.empty());
    }

    /** Such as {@code pgd50_l2, l2 2.0}. */
    private static String name(Played one) {
        return String.format(
                Locale.ROOT,
                "%s, %s %s",
                one.attack().name(),
                one.attack().norm().id(),
                one.epsilon());
    }
}
