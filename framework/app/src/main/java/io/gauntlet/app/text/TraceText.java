package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.gauntlet.runtime.trial.AttackTrace;
import io.gauntlet.runtime.trial.AttackTrace.Iteration;

/** How an attack went on one sample, as a table and plots. */
public final class TraceText {
    private static final int ROWS = 30;
    private static final int HEIGHT = 8;

    private TraceText() {}

    /** The whole account. */
    public static List<String> lines(AttackTrace trace, int width) {
        List<String> lines = new ArrayList<>();
        Integer goal = trace.goal();
        lines.add(trace.report().attack() + " against " + trace.report().model().name() + ", sample "
                + trace.position() + " of " + trace.report().dataSet() + ", label " + trace.label()
                + (goal == null ? "" : ", goal " + goal));
        lines.add("");
        List<Iteration> all = trace.iterations();
        if (all.isEmpty()) {
            lines.add("The sample is answered wrongly when clean, so there is nothing to attack: choose another with"
                    + " --first.");
            if (!trace.flags().isEmpty()) {
                lines.addAll(FlagText.of(trace, width));
            }
            return lines;
        }
        lines.addAll(table(all).lines(width));
        if (all.size() > ROWS) {
            lines.add("(" + ROWS + " of " + all.size() + " iterations; --json has all)");
        }
        plot("loss", all, Iteration::loss, width, lines);
        plot("distance (" + trace.report().threatModel().norm().id() + ")", all, Iteration::distance, width, lines);
        lines.add("");
        lines.add(verdict(trace));
        lines.addAll(FlagText.of(trace, width));
        return lines;
    }

    private static TextTable table(List<Iteration> all) {
        boolean restarts = all.get(all.size() - 1).restart() > 0;
        List<String> header = new ArrayList<>(List.of("iteration", "loss", "gradient", "distance", "answer", "asked"));
        if (restarts) {
            header.add(0, "restart");
        }
        TextTable table = new TextTable(0, header);
        int shown = Math.min(ROWS, all.size());
        for (int i = 0; i < shown; i++) {
            Iteration one = all.get(shown == 1 ? 0 : Math.toIntExact(Math.round(i * (all.size() - 1.0) / (shown - 1))));
            List<String> row = new ArrayList<>(List.of(
                    Integer.toString(one.number()),
                    number(one.loss()),
                    number(one.gradient()),
                    Numbers.distance(one.distance()),
                    answer(one),
                    Integer.toString(one.candidates())));
            if (restarts) {
                row.add(0, Integer.toString(one.restart()));
            }
            table.add(row);
        }
        return table;
    }

    private static String answer(Iteration one) {
        return one.answer() == null ? Numbers.NONE : one.answer() + (one.accepted() ? "" : " rejected");
    }

    private static String number(@Nullable Double value) {
        return value == null ? Numbers.NONE : String.format(Locale.ROOT, "%.4g", value);
    }

    private static void plot(
            String name, List<Iteration> all, Function<Iteration, @Nullable Double> of, int width, List<String> lines) {
        double[] values = IntStream.range(0, all.size())
                .mapToDouble(i -> Objects.requireNonNullElse(of.apply(all.get(i)), Double.NaN))
                .toArray();
        List<String> plot = TextPlot.lines(values, width, HEIGHT);
        if (!plot.isEmpty()) {
            lines.add("");
            lines.add(name + " by iteration");
            lines.addAll(plot);
        }
    }

    private static String verdict(AttackTrace trace) {
        var outcomes = trace.report().outcomes();
        String paid = outcomes.queries()[0] + " queries and " + outcomes.gradients()[0] + " gradients";
        double distance = outcomes.distances(trace.report().threatModel().norm())[0];
        return outcomes.wrong()[0] > 0.5
                ? "The referee's verdict: broken at distance " + Numbers.distance(distance) + ", answered "
                        + outcomes.adversarialLabel()[0] + ", for " + paid + "."
                : "The referee's verdict: it stood, after " + paid + ".";
    }
}
