package io.gauntlet.app.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.scoring.AttackerStanding;
import io.gauntlet.arena.scoring.Cell;
import io.gauntlet.arena.scoring.CellState;
import io.gauntlet.arena.scoring.DefenderStanding;
import io.gauntlet.arena.scoring.DetectionScore;
import io.gauntlet.arena.scoring.Interval;
import io.gauntlet.arena.scoring.Scoreboard;
import io.gauntlet.arena.spec.Mode;

/** A scoreboard as text: the cross table, both rankings, and what survives transformations. */
public final class ScoreboardText {
    private static final String INTERVAL = "95 %";

    private final Scoreboard board;
    private final int width;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> notes = new LinkedHashMap<>();

    private ScoreboardText(Scoreboard board, int width) {
        this.board = board;
        this.width = width;
    }

    /** The lines, at most {@code width} characters wide where labels permit. */
    public static List<String> lines(Scoreboard board, int width) {
        ScoreboardText text = new ScoreboardText(board, width);
        text.write();
        return text.lines;
    }

    /**
     * A threat model in words, such as {@code linf 0.3, untargeted, white-box} or {@code rotation up to 30 degrees and
     * translation up to 3 pixels, untargeted, white-box}.
     */
    public static String words(ThreatModel threatModel) {
        StringBuilder words = new StringBuilder()
                .append(extent(threatModel))
                .append(", ")
                .append(threatModel.goal().id())
                .append(", ")
                .append(threatModel.knowledge().id());
        if (threatModel.maxQueries() != ThreatModel.UNLIMITED) {
            words.append(", at most ").append(threatModel.maxQueries()).append(" queries a sample");
        }
        if (threatModel.maxGradients() != ThreatModel.UNLIMITED) {
            words.append(", at most ").append(threatModel.maxGradients()).append(" gradients a sample");
        }
        return words.toString();
    }

    private static String extent(ThreatModel threatModel) {
        PoseLimits limits = threatModel.poseLimits();
        double epsilon = threatModel.epsilon();
        return limits == null
                ? threatModel.norm().id() + " " + plain(epsilon)
                : "rotation up to " + plain(epsilon * limits.rotation()) + " degrees and translation up to "
                        + plain(epsilon * limits.translation())
                        + (epsilon * limits.translation() == 1 ? " pixel" : " pixels");
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private void write() {
        heading("Threat model " + words(board.threatModel()) + "; " + board.samples() + " samples");
        if (inTurn()) {
            lines.addAll(PluginText.wrapped(Mode.NOT_COMPARED, width));
        }
        lines.addAll(FlagText.warnings(board, width));
        crossTables();
        defenders();
        attackers();
        ties();
        lines.addAll(FlagText.of(board, width));
        lines.addAll(CanaryText.of(board, width));
        detection();
        survival();
    }

    /** Whether attacks were given what those before them left. */
    private boolean inTurn() {
        return board.mode() == Mode.VERDICT;
    }

    private void heading(String text) {
        lines.add(text);
        lines.add("=".repeat(Math.min(width, text.length())));
    }

    private void section(String title, TextTable table) {
        lines.add("");
        lines.add(title);
        lines.addAll(table.lines(width));
    }

    private void crossTables() {
        if (board.earlyStop() != null) {
            lines.addAll(PluginText.wrapped(
                    "A defender's cells stopped once its robust accuracy was known within an interval narrower than "
                            + Numbers.percent(board.earlyStop())
                            + " points. Intervals are those of the sequence that was stopped by: they hold whenever one"
                            + " looks.",
                    width));
        }
        section(
                inTurn()
                        ? "Robust accuracy, % (worst: of all samples; of n: each attack has what those before it left)"
                        : "Robust accuracy, % of all samples (clean: no attack; worst: survive every attack)",
                robust());
        notes.forEach((reason, number) -> lines.add("[" + number + "] " + reason));
        Interval widest = Interval.of(board.samples() / 2.0, board.samples());
        if (board.earlyStop() == null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "(of %d samples a share is known to within %.1f points at 95 %%; --csv has the interval of each)",
                    board.samples(),
                    50 * (widest.high() - widest.low())));
        }
        section(
                "Median distance of successes "
                        + (board.threatModel().norm() == Norm.POSE
                                ? "as a share of the limits"
                                : "in " + board.threatModel().norm().id())
                        + " (- where most samples survive)",
                cross(List.of(), defender -> List.of(), cell -> Numbers.distance(cell.medianDistance())));
        section(
                "Queries / gradients, mean of the samples attacked",
                cross(
                        List.of(),
                        defender -> List.of(),
                        cell -> Numbers.count(cell.meanQueries()) + " / " + Numbers.count(cell.meanGradients())));
    }

    private TextTable robust() {
        return cross(
                List.of("clean", "worst"),
                defender -> {
                    Optional<DefenderStanding> standing = board.defenders().stream()
                            .filter(one -> one.defender().equals(defender))
                            .findFirst();
                    return List.of(
                            Numbers.percent(standing.map(DefenderStanding::cleanAccuracy)
                                    .orElse(null)),
                            standing.map(ScoreboardText::worst).orElse(Numbers.NONE) + mark(defender, null));
                },
                this::robust);
    }

    private String robust(Cell cell) {
        Double share = cell.robustAccuracy();
        return switch (cell.state()) {
            case PLAYED -> played(cell) + mark(cell.defender(), cell.attacker());
            case PARTLY_PLAYED, PARTLY_KNOWN -> {
                if (cell.spared() > 0) {
                    yield played(cell) + " so far" + (cell.reason() == null ? "" : " " + note(cell));
                }
                double survived = share == null ? 0 : share * cell.samples() / board.samples();
                double open = 1 - (double) cell.samples() / board.samples();
                yield Numbers.percent(survived, survived + open) + (cell.reason() == null ? "" : " " + note(cell));
            }
            case NOT_PLAYED -> cell.reason() == null ? "not played" : "revoked " + note(cell);
            case SKIPPED -> "skipped " + note(cell);
            case FORFEITED -> "forfeit " + note(cell);
        };
    }

    private String played(Cell cell) {
        if (!inTurn() && cell.samples() >= board.samples()) {
            return Numbers.percent(cell.robustAccuracy());
        }
        return cell.samples() == 0 ? "nothing left" : Numbers.percent(cell.robustAccuracy()) + " of " + cell.samples();
    }

    /** The sign beside what is doubted: a cell, or without an attacker a defender. */
    private String mark(String defender, @Nullable String attacker) {
        return board.flags().stream()
                        .anyMatch(flag -> defender.equals(flag.defender()) && Objects.equals(attacker, flag.attacker()))
                ? " !"
                : "";
    }

    private String note(Cell cell) {
        String reason = cell.reason() == null ? "No reason is recorded." : cell.reason();
        return "[" + notes.computeIfAbsent(reason, key -> notes.size() + 1) + "]";
    }

    private TextTable cross(
            List<String> extra, Function<String, List<String>> extraValues, Function<Cell, String> value) {
        Set<String> attackers = new LinkedHashSet<>();
        Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();
        for (Cell cell : board.cells()) {
            attackers.add(cell.attacker());
            rows.computeIfAbsent(cell.defender(), key -> new LinkedHashMap<>()).put(cell.attacker(), cell);
        }
        List<String> header = new ArrayList<>(List.of("defender"));
        header.addAll(extra);
        header.addAll(attackers);
        TextTable table = new TextTable(1, header);
        rows.forEach((defender, cells) -> {
            List<String> row = new ArrayList<>(List.of(defender));
            row.addAll(extraValues.apply(defender));
            for (String attacker : attackers) {
                Cell cell = cells.get(attacker);
                boolean shown = cell != null && (!extra.isEmpty() || cell.samples() > 0);
                row.add(shown ? value.apply(cell) : Numbers.NONE);
            }
            table.add(row);
        });
        return table;
    }

    private static String worst(DefenderStanding standing) {
        return standing.robustAccuracy() == null
                ? Numbers.percent(standing.lower(), standing.upper())
                : Numbers.percent(standing.robustAccuracy());
    }

    private void defenders() {
        boolean points = board.defenders().stream().anyMatch(standing -> standing.points() != null);
        boolean forfeits = board.defenders().stream().anyMatch(standing -> standing.forfeited() > 0);
        List<String> header = new ArrayList<>(List.of("rank", "defender"));
        if (points) {
            header.add("points");
        }
        header.addAll(List.of("robust %", INTERVAL, "clean %", "worst attack", "median"));
        if (forfeits) {
            header.add("forfeits");
        }
        TextTable table = new TextTable(2, header).left(header.indexOf("worst attack"));
        for (DefenderStanding standing : board.defenders()) {
            List<String> row =
                    new ArrayList<>(List.of(Numbers.rank(standing.rank(), standing.tied()), standing.defender()));
            if (points) {
                row.add(points(standing.points()));
            }
            row.addAll(List.of(
                    worst(standing),
                    Numbers.interval(standing.robustInterval()),
                    Numbers.percent(standing.cleanAccuracy()),
                    standing.worstAttack() == null ? Numbers.NONE : standing.worstAttack(),
                    Numbers.distance(standing.medianDistance())));
            if (forfeits) {
                row.add(Integer.toString(standing.forfeited()));
            }
            table.add(row);
        }
        section(
                points
                        ? "Defenders by points: right answers over all attacks"
                        : "Defenders by worst case: the share of samples that survive every attack",
                table);
    }

    private void attackers() {
        boolean points = board.attackers().stream().anyMatch(standing -> standing.points() != null);
        List<String> header = new ArrayList<>(List.of("rank", "attacker"));
        if (points) {
            header.add("points");
        }
        header.addAll(List.of("success %", INTERVAL, "only it", "queries", "gradients"));
        TextTable table = new TextTable(2, header);
        for (AttackerStanding standing : board.attackers()) {
            List<String> row =
                    new ArrayList<>(List.of(Numbers.rank(standing.rank(), standing.tied()), standing.attacker()));
            if (points) {
                row.add(points(standing.points()));
            }
            row.addAll(List.of(
                    Numbers.percent(standing.success()),
                    Numbers.interval(standing.successInterval()),
                    standing.exclusive() == null ? Numbers.NONE : Integer.toString(standing.exclusive()),
                    Numbers.count(standing.meanQueries()),
                    Numbers.count(standing.meanGradients())));
            table.add(row);
        }
        if (inTurn()) {
            section(
                    "Attackers in the order of play: success on samples right when clean that were left to them",
                    table);
            return;
        }
        section(
                points
                        ? "Attackers by points: wrong answers of all defenders (only it: broken by no other)"
                        : "Attackers by success on samples right when clean (only it: broken by no other)",
                table);
    }

    private void ties() {
        if (board.defenders().stream().anyMatch(DefenderStanding::tied)
                || board.attackers().stream().anyMatch(AttackerStanding::tied)) {
            lines.add(
                    "(=: these samples do not tell neighbours apart, by McNemar's exact test at 5 % over the ranking)");
        }
    }

    private static String points(@Nullable Double points) {
        return points == null ? Numbers.NONE : Numbers.count(points);
    }

    private void detection() {
        TextTable table = new TextTable(2, List.of("defender", "attacker", "alarms %", "rejected %", "right %"));
        TextTable curves = new TextTable(2, List.of("defender", "attacker", "area", "at 1 %", "at 5 %", "at 10 %"));
        List<String> defenders =
                board.cells().stream().map(Cell::defender).distinct().toList();
        List<Cell> cells = new ArrayList<>(board.cells());
        cells.sort(Comparator.comparingInt(cell -> defenders.indexOf(cell.defender())));
        boolean any = false;
        for (Cell cell : cells) {
            DetectionScore score = cell.detection();
            if (score != null) {
                any = true;
                table.add(List.of(
                        cell.defender(),
                        cell.attacker(),
                        Numbers.percent(score.falseAlarms()),
                        Numbers.percent(score.rejected()),
                        Numbers.percent(right(cell, score))));
                curve(cell, score, curves);
            }
        }
        if (any) {
            section(
                    "Detectors (alarms: clean samples rejected; rejected: perturbed ones, of samples right when clean;"
                            + " right: of all, were a rejection no defense)",
                    table);
            section(
                    "ROC (area: 0.5 is chance; then the perturbed samples found at so many false alarms, %, of those that"
                            + " mislead)",
                    curves);
        }
    }

    private static void curve(Cell cell, DetectionScore score, TextTable curves) {
        Double area = score.area();
        List<String> line = new ArrayList<>(List.of(
                cell.defender(),
                cell.attacker(),
                area == null ? Numbers.NONE : String.format(Locale.ROOT, "%.3f", area)));
        if (area == null) {
            line.addAll(List.of(Numbers.NONE, Numbers.NONE, Numbers.NONE));
        }
        score.found().forEach(point -> line.add(Numbers.percent(point.detected())));
        curves.add(line);
    }

    /** The share of samples that are answered rightly and accepted when attacked: what counts where abstaining does not. */
    private static @Nullable Double right(Cell cell, DetectionScore score) {
        Double robust = cell.robustAccuracy();
        Double clean = cell.cleanAccuracy();
        Double rejected = score.rejected();
        return robust == null || clean == null || rejected == null ? null : Math.max(0, robust - rejected * clean);
    }

    private void survival() {
        Set<String> transformations = new TreeSet<>();
        board.cells().forEach(cell -> transformations.addAll(cell.survives().keySet()));
        if (transformations.isEmpty()) {
            return;
        }
        List<String> header = new ArrayList<>(List.of("attacker", "defender"));
        header.addAll(transformations);
        TextTable table = new TextTable(2, header);
        for (Cell cell : board.cells()) {
            if (cell.state() == CellState.NOT_PLAYED || cell.survives().isEmpty()) {
                continue;
            }
            List<String> row = new ArrayList<>(List.of(cell.attacker(), cell.defender()));
            transformations.forEach(
                    name -> row.add(Numbers.percent(cell.survives().get(name))));
            table.add(row);
        }
        section("Adversarial examples that still win after a transformation, %", table);
    }
}
