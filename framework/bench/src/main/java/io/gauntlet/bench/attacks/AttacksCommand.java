package io.gauntlet.bench.attacks;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.spec.AttackerSpec;
import io.gauntlet.arena.spec.DataSetChoice;
import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.Machine;
import io.gauntlet.bench.report.Report;
import io.gauntlet.bench.report.ReportFile;
import io.gauntlet.runtime.GauntletConfig;
import io.gauntlet.runtime.GauntletFailure;
import io.gauntlet.runtime.trial.AttackReport;
import io.gauntlet.runtime.trial.AttackRequest;
import io.gauntlet.runtime.trial.Trial;

/** Measures the attacks on a network of the user's, by the harness and the referee of tournaments. */
@Command(
        name = "attacks",
        sortOptions = false,
        description =
                "The attacks on a network of yours: time to the final verdict, robust accuracy, distances, queries"
                        + " and gradients, beside reference figures.")
public final class AttacksCommand implements Callable<Integer> {
    /** The seed of rehearsals; measured ones begin at 1. */
    private static final long UNMEASURED = 0;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "The network to attack.")
    private Path onnx = Path.of("");

    @Option(
            names = "--dataset",
            paramLabel = "ID",
            defaultValue = "mnist",
            description = "Where the samples are (default: ${DEFAULT-VALUE}).")
    private String dataSet = "mnist";

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many samples (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--first",
            paramLabel = "I",
            defaultValue = "0",
            description = "The position of the first sample in the test split (default: ${DEFAULT-VALUE}).")
    private int first;

    @Option(
            names = "--attacks",
            paramLabel = "NAME",
            split = ",",
            description = "Which attacks, by the names in the tables or by their ids (default: all).")
    private @Nullable List<String> names;

    @Option(
            names = "--epsilon",
            paramLabel = "NORM=E",
            split = ",",
            description = "The radius in a norm (default: linf=0.3,l2=2,l1=10).")
    private Map<String, Double> epsilon = Map.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "With how many seeds, 1 and on, each attack that draws is played (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many threads compute (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "JSON of figures of other people's code, by the network's file name and the attacks' names.")
    private @Nullable Path referenceFile;

    @Option(
            names = "--reference-samples",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many samples the reference figures are of, the first ones, where the file does not say"
                    + " (default: ${DEFAULT-VALUE}).")
    private int referenceSamples;

    @Mixin
    private final ReportFile file = new ReportFile();

    @Override
    public Integer call() throws InterruptedException {
        check();
        List<BenchedAttack> chosen = chosen();
        ReferenceFigures reference = referenceFile == null
                ? ReferenceFigures.NONE
                : ReferenceFigures.read(referenceFile, network(), referenceSamples);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Map<String, String> facts = Machine.facts();
        facts.put("Network", network() + ", " + samples + " samples of " + dataSet + ", " + threads + " threads");
        facts.put("Rehearsal", Rehearsal.IN_WORDS);
        try (Trial trial = Trial.open(config())) {
            List<Series> played = play(trial, chosen, spec.commandLine().getErr());
            Report report = new Report("attacks", facts, new AttackTables(played, reference, first == 0).all());
            report.text().forEach(out::println);
            file.write(report);
            return 0;
        } catch (InvalidInputException | DataUnavailableException e) {
            throw BenchException.mistake(Objects.requireNonNullElse(e.getMessage(), "The choice cannot be played."));
        } catch (GauntletFailure e) {
            throw BenchException.failure(Objects.requireNonNullElse(e.getMessage(), "An attack failed."));
        }
    }

    private void check() {
        if (samples < 1 || seeds < 1 || first < 0 || threads < 1 || referenceSamples < 1) {
            throw BenchException.mistake(
                    "The options --samples, --seeds, --threads and --reference-samples take numbers"
                            + " of at least 1, --first of at least 0.");
        }
        if (!Files.isRegularFile(onnx)) {
            throw BenchException.mistake("There is no file " + onnx + ": give the network's ONNX file with --onnx.");
        }
        for (Map.Entry<String, Double> given : epsilon.entrySet()) {
            if (!List.of("linf", "l2", "l1").contains(given.getKey()) || !(given.getValue() > 0)) {
                throw BenchException.mistake(
                        "The option --epsilon takes linf, l2 or l1 with a number greater than 0, such"
                                + " as linf=0.3, not " + given.getKey() + "=" + given.getValue() + ".");
            }
        }
        file.check();
    }

    /** The file's name without its ending. */
    private String network() {
        return onnx.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    private List<BenchedAttack> chosen() {
        if (names == null) {
            return BenchedAttack.ALL;
        }
        List<BenchedAttack> chosen = new ArrayList<>();
        for (String name : names) {
            List<BenchedAttack> meant = BenchedAttack.ALL.stream()
                    .filter(one -> one.name().equals(name) || one.id().equals(name))
                    .toList();
            if (meant.isEmpty()) {
                throw BenchException.mistake("There is no attack '" + name + "' to measure; there are "
                        + String.join(
                                ", ",
                                BenchedAttack.ALL.stream()
                                        .map(BenchedAttack::name)
                                        .toList())
                        + ".");
            }
            chosen.addAll(meant);
        }
        return chosen;
    }

    /** The plug-ins beside this program; nothing is stored. */
    private GauntletConfig config() {
        Path home = Path.of(System.getProperty("gauntlet.home", "."));
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "gauntlet");
        GauntletConfig usual = GauntletConfig.of(home.resolve("data"), List.of(home.resolve("plugins")), cache);
        return new GauntletConfig(usual.database(), usual.pluginRoots(), usual.data(), cache, threads, usual.online());
    }

    private List<Series> play(Trial trial, List<BenchedAttack> chosen, PrintWriter err) throws InterruptedException {
        List<String> there =
                trial.catalog().all(Kind.ATTACK).stream().map(Registered::id).toList();
        List<Series> played = new ArrayList<>();
        // Loads the data, which takes the time of the first rehearsal.
        play(trial, BenchedAttack.ALL.get(0), UNMEASURED);
        for (BenchedAttack attack : chosen) {
            if (!there.contains(attack.id())) {
                err.println(attack.name() + ": no plug-in brings " + attack.id() + ", left out");
                continue;
            }
            List<Played> each = new ArrayList<>();
            rehearse(trial, attack);
            for (int seed = 1; seed <= (attack.drawn() ? seeds : 1); seed++) {
                Played one = play(trial, attack, seed);
                err.printf(
                        "%s, seed %d: %.1f s, %.2f %% stand%n",
                        attack.name(), seed, one.report().seconds(), 100 * one.robustAccuracy());
                each.add(one);
            }
            played.add(new Series(attack, each));
        }
        return played;
    }

    /** Nothing of it is told: the measured samples and seeds are others. */
    private void rehearse(Trial trial, BenchedAttack attack) throws InterruptedException {
        if (fits(trial, attack)) {
            return;
        }
        Rehearsal rehearsal = new Rehearsal(first, samples);
        long begun = System.nanoTime();
        while (rehearsal.goesOn((System.nanoTime() - begun) / 1e9)) {
            AttackRequest request = request(trial, attack, UNMEASURED, rehearsal.first(), rehearsal.next());
            try {
                trial.attack(request, (over, pieces, done) -> {});
            } catch (InvalidInputException e) {
                // There are no further samples; any other mistake is told when the attack is played.
                return;
            }
        }
    }

    private Played play(Trial trial, BenchedAttack attack, long seed) throws InterruptedException {
        AttackReport report = trial.attack(request(trial, attack, seed, first, samples), (over, pieces, done) -> {})
                .report();
        return new Played(attack.norm(), minimum(trial, attack), epsilon(attack.norm()), report);
    }

    private static boolean minimum(Trial trial, BenchedAttack attack) {
        return info(trial, attack).kind() == AttackInfo.Kind.MINIMUM_NORM;
    }

    /** What it learns beforehand takes long, however few samples are attacked, and the compiler has then seen enough. */
    private static boolean fits(Trial trial, BenchedAttack attack) {
        return info(trial, attack).fits();
    }

    private static AttackInfo info(Trial trial, BenchedAttack attack) {
        return trial.catalog().find(Kind.ATTACK, attack.id()).attack().info();
    }

    private double epsilon(Norm norm) {
        double usual = switch (norm) {
            case LINF -> 0.3;
            case L2 -> 2;
            default -> 10;
        };
        return epsilon.getOrDefault(norm.id(), usual);
    }

    private AttackRequest request(Trial trial, BenchedAttack attack, long seed, int from, int count) {
        Registered found = trial.catalog().find(Kind.ATTACK, attack.id());
        Registered data = trial.catalog().find(Kind.DATA_SET, dataSet);
        return new AttackRequest(
                onnx.toAbsolutePath().toString(),
                new DataSetChoice(
                        data.id(), data.version(), data.parameters().complete(JsonNodeFactory.instance.objectNode())),
                new AttackerSpec(
                        attack.name(),
                        found.id(),
                        found.version(),
                        found.parameters().complete(found.parameters().parseAssignments(attack.parameters()))),
                attack.norm(),
                minimum(trial, attack) ? OptionalDouble.empty() : OptionalDouble.of(epsilon(attack.norm())),
                null,
                Goal.UNTARGETED,
                ThreatModel.UNLIMITED,
                ThreatModel.UNLIMITED,
                from,
                OptionalInt.of(count),
                seed);
    }
}
