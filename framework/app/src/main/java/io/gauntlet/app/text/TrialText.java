package io.gauntlet.app.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.api.Norm;
import io.gauntlet.runtime.trial.AttackReport;
import io.gauntlet.runtime.trial.CertifiedAccuracy;
import io.gauntlet.runtime.trial.Evaluation;
import io.gauntlet.runtime.trial.ModelFacts;

/** What came out when one model was tried, as text. */
public final class TrialText {
    /** As many digits of a SHA-256 as people compare. */
    private static final int SHORT = 16;

    private TrialText() {}

    /** How a model answers clean samples. */
    public static List<String> lines(Evaluation evaluation, int width) {
        List<String> lines = new ArrayList<>();
        lines.add(evaluation.model().name() + " on " + evaluation.dataSet() + ", samples "
                + range(evaluation.first(), evaluation.samples()));
        lines.add("");
        TextTable table = new TextTable(1, List.of("", "%", "95 % interval", "samples"));
        table.add(
                "right when clean",
                Numbers.percent(evaluation.accuracy()),
                Numbers.interval(evaluation.interval()),
                evaluation.right() + " of " + evaluation.samples());
        lines.addAll(table.lines(width));
        if (evaluation.rejected() > 0) {
            lines.add("rejected (which is not right): " + evaluation.rejected());
        }
        lines.add("");
        lines.addAll(classes(evaluation).lines(width));
        CertifiedAccuracy certified = evaluation.certified();
        if (certified != null) {
            certified(certified, width, lines);
        }
        if (!evaluation.layers().isEmpty()) {
            lines.add("");
            lines.addAll(layers(evaluation).lines(width));
        }
        lines.add("");
        lines.add(network(evaluation.model()));
        lines.add(time(evaluation.seconds(), evaluation.samples() / evaluation.seconds(), "samples"));
        return lines;
    }

    private static void certified(CertifiedAccuracy certified, int width, List<String> lines) {
        lines.add("");
        lines.add("Proved of the first " + certified.samples() + " samples: " + certified.abstained() + " abstentions, "
                + certified.wrong() + " wrong answers");
        TextTable table = new TextTable(0, List.of("L2 radius", "right and unchangeable %"));
        certified
                .radii()
                .forEach(at ->
                        table.add(String.format(Locale.ROOT, "%.2f", at.radius()), Numbers.percent(at.accuracy())));
        lines.addAll(table.lines(width));
        int held = certified.samples() - certified.abstained();
        lines.add("Doubted by gradients within their radius, of " + held + " certificates: " + certified.contradicted()
                + " contradicted (honest ones exceed " + certified.allowed() + " with a chance of 1 %)");
    }

    private static TextTable layers(Evaluation evaluation) {
        TextTable table = new TextTable(2, List.of("layer", "weights", "singular values from", "to"));
        evaluation
                .layers()
                .forEach(one -> table.add(
                        one.layer(),
                        shape(one.weights()),
                        Numbers.distance(one.least()),
                        Numbers.distance(one.greatest())));
        return table;
    }

    private static String shape(List<Long> sides) {
        return sides.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private static TextTable classes(Evaluation evaluation) {
        TextTable table =
                new TextTable(1, List.of("class", "samples", "right", "%", "95 % interval", "most often taken for"));
        for (Evaluation.ClassAccuracy one : evaluation.classes()) {
            boolean any = one.samples() > 0;
            table.add(
                    Integer.toString(one.label()),
                    Integer.toString(one.samples()),
                    Integer.toString(one.right()),
                    Numbers.percent(any ? (Double) ((double) one.right() / one.samples()) : null),
                    any ? Numbers.interval(one.interval()) : Numbers.NONE,
                    one.takenFor() == null ? Numbers.NONE : one.takenFor() + " (" + one.taken() + ")");
        }
        return table;
    }

    /** The verdict on an attack. */
    public static List<String> lines(AttackReport report, int width) {
        List<String> lines = new ArrayList<>();
        lines.add(report.attack() + parameters(report.params()));
        lines.add("against " + report.model().name());
        lines.add("on " + report.dataSet() + ", samples " + range(report.first(), report.samples()) + "; "
                + ScoreboardText.words(report.threatModel()) + "; seed " + report.seed());
        lines.add("");
        TextTable table = new TextTable(1, List.of("", "%", "95 % interval", "samples"));
        int n = report.samples();
        table.add(
                "right when clean",
                Numbers.percent((double) report.cleanCorrect() / n),
                Numbers.interval(report.clean()),
                report.cleanCorrect() + " of " + n);
        table.add(
                "robust accuracy",
                Numbers.percent(report.robustAccuracy()),
                Numbers.interval(report.robust()),
                Numbers.count(n - report.wrong()) + " of " + n);
        table.add(
                "success of the attack",
                Numbers.percent(report.success()),
                "",
                Numbers.count(report.wrong() - (n - report.cleanCorrect())) + " of " + report.cleanCorrect());
        lines.addAll(table.lines(width));
        lines.add("");
        TextTable distances = new TextTable(
                1, List.of("distance", "median of all attacked", "of the successes", "mean of the successes"));
        for (AttackReport.Distance one : report.distances()) {
            String measure = one.norm() == Norm.POSE
                    ? "pose (share of the limits)"
                    : one.norm().id();
            distances.add(
                    measure,
                    Numbers.distance(one.median()),
                    Numbers.distance(one.medianOfSuccesses()),
                    Numbers.distance(one.meanOfSuccesses()));
        }
        lines.addAll(distances.lines(width));
        lines.add("(of all attacked: failures count as infinite, and - stands for more of them than successes)");
        lines.add("");
        lines.add("cost     " + Numbers.count(report.queries()) + " queries and " + Numbers.count(report.gradients())
                + " gradients for each sample attacked, mean");
        lines.add(time(report.seconds(), report.examplesPerSecond(), "examples"));
        lines.add(network(report.model()));
        return lines;
    }

    private static String parameters(JsonNode params) {
        String words = params.properties().stream()
                .map(one -> one.getKey() + "=" + value(one.getValue()))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "" : " (" + words + ")";
    }

    /** A parameter's value in a line of them: of what came from a file, the beginning of its SHA-256. */
    static String value(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        String sha = value.path("sha256").asText();
        return sha.length() > SHORT ? "sha256:" + sha.substring(0, SHORT) : value.toString();
    }

    private static String range(int first, int samples) {
        return first + "-" + (first + samples - 1);
    }

    private static String network(ModelFacts model) {
        return String.format(
                Locale.ROOT,
                "network  %s, samples %s, %d classes, %,d parameters, blocks of %d",
                model.format(),
                shape(model.shape()),
                model.classes(),
                model.parameters(),
                model.block());
    }

    private static String time(double seconds, double rate, String what) {
        return "time     " + Numbers.time(Duration.ofNanos((long) (1e9 * seconds))) + ", " + Numbers.count(rate) + " "
                + what + "/s";
    }
}
