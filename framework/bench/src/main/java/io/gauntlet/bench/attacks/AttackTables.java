package io.gauntlet.bench.attacks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import io.gauntlet.bench.report.Goal;
import io.gauntlet.bench.report.Line;
import io.gauntlet.bench.report.Ratio;
import io.gauntlet.bench.report.Table;

/** What is told of the attacks that were played, one table for each kind of figure: means over the seeds. */
final class AttackTables {
    private static final String RATIO = "ours / reference";
    private static final List<String> SPREAD = List.of("least", "greatest");
    private static final String REFERENCE = "reference";

    /** Other people's programs are to take three times as long. */
    private static final Goal TIME = Goal.atMost(1.0 / 3);

    /** Distances may be so much longer. */
    private static final Goal DISTANCE = Goal.atMost(1.03);

    /** No gradient more than the reference's. */
    private static final Goal GRADIENTS = Goal.atMost(1);

    private static final Goal NOT_BEHIND = Goal.atMost(0);

    private final List<Series> played;
    private final ReferenceFigures reference;
    private final boolean same;
    private final boolean several;

    /** @param same whether the samples are the first ones, which the reference figures are of */
    AttackTables(List<Series> played, ReferenceFigures reference, boolean same) {
        this.played = played;
        this.reference = reference;
        this.same = same;
        several = played.stream().anyMatch(one -> one.seeds().size() > 1);
    }

    List<Table> all() {
        List<Table> tables = new ArrayList<>(List.of(
                compared("Time to the final verdict, for each sample", "ms", this::time),
                compared("Robust accuracy", "% of all samples", this::robustAccuracy)));
        List<Line> paired = played.stream().flatMap(one -> behind(one).stream()).toList();
        if (!paired.isEmpty()) {
            tables.add(new Table(
                    "Robust accuracy less the reference's, sample by sample, with its 95 % interval",
                    "points", List.of("up to"), "from", paired));
        }
        tables.addAll(List.of(
                compared("Median distance of the samples right when clean", "in the attack's norm", this::median),
                alone("Speed", "samples attacked / s", one -> one.report().examplesPerSecond()),
                alone(
                        "Queries for each sample attacked",
                        "mean",
                        one -> one.report().queries()),
                compared("Gradients for each sample attacked", "mean", this::gradients)));
        return tables;
    }

    private interface Comparison {
        Line line(Series one);
    }

    private Table compared(String title, String unit, Comparison comparison) {
        List<String> peers = new ArrayList<>(several ? SPREAD : List.of());
        peers.add(REFERENCE);
        return new Table(
                title, unit, peers, RATIO, played.stream().map(comparison::line).toList());
    }

    private Table alone(String title, String unit, ToDoubleFunction<Played> figure) {
        List<Line> lines = played.stream()
                .map(one -> new Line(name(one), one.mean(figure), List.of(), Ratio.NONE, Optional.empty()))
                .toList();
        return new Table(title, unit, List.of(), "", lines);
    }

    private Line time(Series one) {
        double theirs = 1e3 * reference.seconds(one.attack());
        return line(one, each -> 1e3 * each.report().seconds() / each.samples(), theirs, Optional.of(TIME));
    }

    /** At most one sample more may stand than in the reference. */
    private Line robustAccuracy(Series one) {
        int n = one.samples();
        double theirs = same ? reference.robustAccuracy(one.attack(), one.epsilon(), n) : Double.NaN;
        Optional<Goal> goal = theirs > 0 ? Optional.of(Goal.atMost((theirs + 1.0 / n) / theirs)) : Optional.empty();
        return line(one, each -> 100 * each.robustAccuracy(), 100 * theirs, goal);
    }

    /** Not behind unless the whole interval is. */
    private Optional<Line> behind(Series one) {
        if (!same) {
            return Optional.empty();
        }
        return reference.standing(one.attack(), one.epsilon(), one.samples()).map(standing -> {
            Difference difference = one.behind(standing);
            return new Line(
                    name(one),
                    100 * difference.mean(),
                    List.of(100 * difference.to()),
                    Ratio.of(100 * difference.from()),
                    Optional.of(NOT_BEHIND));
        });
    }

    private Line median(Series one) {
        double theirs = same ? reference.median(one.attack(), one.samples()) : Double.NaN;
        return line(one, Played::median, theirs, Optional.of(DISTANCE));
    }

    private Line gradients(Series one) {
        double theirs = reference.gradients(one.attack());
        return line(one, each -> each.report().gradients(), theirs, Optional.of(GRADIENTS));
    }

    private Line line(Series one, ToDoubleFunction<Played> figure, double theirs, Optional<Goal> goal) {
        double ours = one.mean(figure);
        boolean comparable = Double.isFinite(ours) && Double.isFinite(theirs) && theirs > 0;
        List<Double> peers = new ArrayList<>(several ? List.of(one.least(figure), one.greatest(figure)) : List.of());
        peers.add(theirs);
        return new Line(
                name(one),
                ours,
                peers,
                comparable ? Ratio.of(ours / theirs) : Ratio.NONE,
                comparable ? goal : Optional.empty());
    }

    /** Such as {@code pgd50_l2, l2 2.0}, with the number of seeds where there are several. */
    private static String name(Series one) {
        int seeds = one.seeds().size();
        return String.format(
                Locale.ROOT,
                "%s, %s %s%s",
                one.attack().name(),
                one.attack().norm().id(),
                one.epsilon(),
                seeds == 1 ? "" : ", " + seeds + " seeds");
    }
}
