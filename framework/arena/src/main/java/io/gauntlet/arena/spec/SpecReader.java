package io.gauntlet.arena.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.parameter.Given;

/** Reads tournament specs written in YAML (or JSON, which is YAML too). */
public final class SpecReader {
    /** The keys of a spec. */
    static final List<String> KEYS = List.of(
            "name",
            "seed",
            "data-set",
            "samples",
            "architecture",
            "defenders",
            "attackers",
            "canaries",
            "examination",
            "threat-models",
            "transformations",
            "slice",
            "time-limits",
            "mode",
            "on-crash",
            "early-stop",
            "rounds",
            "material",
            "warm-starts");

    /** For the schema. */
    static final String NAME_PATTERN = "^[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}$";

    /** The most samples of one match. */
    static final int LARGEST_SLICE = 100_000;

    /** The most rounds. */
    static final int MOST_ROUNDS = 50;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}");

    private final Catalog catalog;
    private final Players players;
    private final Defenders defenders;
    private final Element root;

    private SpecReader(Catalog catalog, ModelFiles models, Element root) {
        this.catalog = catalog;
        this.players = new Players(catalog, models);
        this.defenders = new Defenders(catalog, models);
        this.root = root;
    }

    /**
     * Reads and checks a spec that did not come from a file of this machine: it cannot name files of models.
     *
     * @throws InvalidInputException as {@link #read(String, String, Catalog, ModelFiles)} does
     */
    public static TournamentSpec read(String yaml, String fileName, Catalog catalog) {
        return read(yaml, fileName, catalog, ModelFiles.NONE);
    }

    /**
     * Reads and checks a spec. That the samples are in the test split is checked by
     * {@link TournamentSpec#checkAgainst}, once the data set is loaded.
     *
     * @param yaml the text, at most 1 MiB
     * @param fileName how messages call it
     * @param catalog the plug-ins at hand
     * @param models finds the files of models that the spec names
     * @throws InvalidInputException with one line for each problem: where it is, what was found and what is allowed
     */
    public static TournamentSpec read(String yaml, String fileName, Catalog catalog, ModelFiles models) {
        YamlDocument document = YamlDocument.parse(yaml, fileName);
        Problems problems = new Problems(fileName);
        Element root = Element.root(document, problems);
        if (!root.mapping(KEYS, "name: mnist-quick")) {
            problems.check();
        }
        Optional<TournamentSpec> spec = new SpecReader(catalog, models, root).tournament();
        problems.check();
        SpecSchema.validate(document.root(), catalog).forEach(sentence -> problems.add(0, "", sentence));
        problems.check();
        return spec.orElseThrow(() -> new IllegalStateException("A spec without problems was not read."));
    }

    /** The JSON Schema (2020-12) of specs that use the plug-ins at hand, for editors and forms. */
    public static ObjectNode schema(Catalog catalog) {
        return SpecSchema.of(catalog);
    }

    private Optional<TournamentSpec> tournament() {
        Optional<String> name = name(root.field("name"));
        Optional<Long> seed = root.field("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE, TournamentSpec.DEFAULT_SEED);
        Optional<DataSetChoice> dataSet = dataSet(root.field("data-set"));
        Optional<Samples> samples = samples(root.field("samples"));
        CanaryPlayers canaries = new CanaryPlayers(catalog, root.field("canaries"));
        List<DefenderSpec> defending = defenders.read(root);
        List<AttackerSpec> attackers = new Attackers(players, defending).read(root);
        List<ThreatModel> threatModels = threatModels(root.field("threat-models"));
        checkPlayable(attackers, threatModels);
        List<TransformationSpec> transformations = transformations(root.field("transformations"));
        Optional<Long> slice = root.field("slice").whole(1, LARGEST_SLICE, TournamentSpec.DEFAULT_SLICE);
        Element limits = root.field("time-limits");
        if (limits.given()) {
            limits.mapping(List.of("match", "training"), "{match: 10m, training: 30m}");
        }
        Optional<Duration> match = limit(limits.field("match"), TournamentSpec.DEFAULT_MATCH_LIMIT);
        Optional<Duration> training = limit(limits.field("training"), TournamentSpec.DEFAULT_TRAINING_LIMIT);
        Optional<Mode> mode = choice(root.field("mode"), Mode.ids(), Mode.MATRIX.id())
                .map(id -> Mode.valueOf(id.toUpperCase(Locale.ROOT)));
        Optional<OnCrash> onCrash = choice(root.field("on-crash"), OnCrash.ids(), OnCrash.FORFEIT.id())
                .map(id -> OnCrash.valueOf(id.toUpperCase(Locale.ROOT)));
        Double earlyStop = earlyStop(root.field("early-stop"));
        Rules rules = new Rules(mode.orElse(Mode.MATRIX), onCrash.orElse(OnCrash.FORFEIT), earlyStop);
        Optional<Long> rounds = root.field("rounds").whole(1, MOST_ROUNDS, 1);
        Optional<Long> material = root.field("material").whole(1, LARGEST_SLICE, TournamentSpec.DEFAULT_MATERIAL);
        CanarySpec beside = canaries.beside(attackers, defending, rules);
        Optional<Boolean> warmStarts = warmStarts(root.field("warm-starts"), rounds.orElse(1L));
        rounds.ifPresent(count -> checkRounds(count, rules, defending, attackers));
        boolean examined = examined(root.field("examination"));
        boolean complete = name.isPresent()
                && seed.isPresent()
                && dataSet.isPresent()
                && samples.isPresent()
                && slice.isPresent()
                && match.isPresent()
                && training.isPresent()
                && mode.isPresent()
                && onCrash.isPresent()
                && rounds.isPresent()
                && material.isPresent()
                && warmStarts.isPresent();
        return complete
                ? Optional.of(new TournamentSpec(
                        name.get(),
                        seed.get(),
                        dataSet.get(),
                        samples.get(),
                        defending,
                        attackers,
                        threatModels,
                        transformations,
                        slice.get().intValue(),
                        match.get(),
                        training.get(),
                        rules,
                        rounds.get().intValue(),
                        material.get().intValue(),
                        warmStarts.get(),
                        beside,
                        examined))
                : Optional.empty();
    }

    private static Optional<Boolean> warmStarts(Element warmStarts, long rounds) {
        if (warmStarts.given() && rounds == 1) {
            warmStarts.problem(
                    "Warm starts come from earlier rounds: ask for more than one, such as rounds: 3, or leave"
                            + " out 'warm-starts'.");
        }
        return warmStarts.truth(rounds > 1);
    }

    private void checkRounds(long rounds, Rules rules, List<DefenderSpec> defenders, List<AttackerSpec> attackers) {
        boolean changing = defenders.stream().anyMatch(defender -> defender.again() != null)
                || attackers.stream().anyMatch(attacker -> !attacker.choices().isEmpty());
        if (rounds == 1 && changing) {
            root.field("rounds")
                    .problem(
                            "Players that adapt or choose do so between rounds: ask for more than one, such as rounds: 3.");
        } else if (rounds > 1 && !changing && !defenders.isEmpty() && !attackers.isEmpty()) {
            root.field("rounds")
                    .problem("Nobody would change from round to round: let defenders adapt (adapts: true), or give"
                            + " attackers several configurations (choices).");
        }
        if (rounds > 1 && !(rules.whole() && rules.earlyStop() == null)) {
            root.field("rounds")
                    .problem("Several rounds are played in mode matrix without an early stop, since their results are"
                            + " compared: leave out 'mode' and 'early-stop', or 'rounds'.");
        }
    }

    private static Optional<String> name(Element name) {
        Optional<String> text = name.text("what to call the tournament");
        if (text.isPresent() && !NAME.matcher(text.get()).matches()) {
            name.problem("A name is 1 to 80 letters, digits, spaces, dots, hyphens or underscores and begins with a"
                    + " letter or digit; " + Given.words(name.node()) + " is not one.");
            return Optional.empty();
        }
        return text;
    }

    private Optional<DataSetChoice> dataSet(Element dataSet) {
        Optional<Players.Chosen> chosen;
        if (dataSet.node().isObject()) {
            dataSet.mapping(List.of("id", "params"), "{id: mnist}");
            chosen = players.choose(dataSet, "id", Kind.DATA_SET);
        } else {
            // With the id alone, the key is the mapping's own and there are no parameters.
            chosen = players.choose(root, "data-set", Kind.DATA_SET);
        }
        return chosen.map(
                found -> new DataSetChoice(found.plugin().id(), found.plugin().version(), found.params()));
    }

    private static Optional<Samples> samples(Element samples) {
        if (!samples.given()) {
            samples.problem("The key 'samples' is missing: how many samples of the test split to play, such as 1000, or"
                    + " ranges such as [0-499, 700-899].");
            return Optional.empty();
        }
        if (samples.node().isArray()) {
            return ranges(samples);
        }
        if (samples.node().isTextual()) {
            return samples.attempt(
                    () -> new Samples(List.of(SampleReader.range(samples.node().textValue()))));
        }
        return samples.whole(1, Integer.MAX_VALUE - 1, 1).map(count -> Samples.first(count.intValue()));
    }

    private static Optional<Samples> ranges(Element samples) {
        List<Samples.Range> ranges = new ArrayList<>();
        List<Element> items = samples.items();
        for (Element item : items) {
            JsonNode node = item.node();
            if (node.isTextual() || node.isIntegralNumber()) {
                item.attempt(() -> SampleReader.range(node.asText())).ifPresent(ranges::add);
            } else {
                item.problem("A range of samples is two numbers joined by a hyphen, such as 0-499; " + Given.words(node)
                        + " is not one.");
            }
        }
        return ranges.size() == items.size() ? samples.attempt(() -> new Samples(ranges)) : Optional.empty();
    }

    private static List<ThreatModel> threatModels(Element list) {
        List<ThreatModel> threatModels = new ArrayList<>();
        Map<ThreatModel, String> places = new HashMap<>();
        for (Element item : list.list("threat models", Players.MOST)) {
            threatModel(item).ifPresent(threatModel -> {
                String other = places.putIfAbsent(threatModel, item.path());
                if (other != null) {
                    item.problem("This threat model is the same as " + other + ". Remove one of them.");
                }
                threatModels.add(threatModel);
            });
        }
        return threatModels;
    }

    /** Limits of the pose, or of values in a norm: which of them the keys tell. */
    private static Optional<ThreatModel> threatModel(Element item) {
        boolean poses =
                item.field("rotation").given() || item.field("translation").given();
        if (!poses) {
            return item.bind(ThreatModelParams.SCHEMA).map(ThreatModelParams::toThreatModel);
        }
        if (item.field("norm").given() || item.field("epsilon").given()) {
            item.problem("A threat model limits either values, by norm and epsilon, or the pose, by rotation and"
                    + " translation: leave out the one or the other, or make them two threat models.");
            return Optional.empty();
        }
        return item.bind(PoseThreatModelParams.SCHEMA).map(PoseThreatModelParams::toThreatModel);
    }

    private void checkPlayable(List<AttackerSpec> attackers, List<ThreatModel> threatModels) {
        List<String> obstacles = new ArrayList<>();
        for (AttackerSpec attacker : attackers) {
            for (ThreatModel threatModel : threatModels) {
                Optional<String> obstacle = Eligibility.obstacle(
                        catalog.find(Kind.ATTACK, attacker.id()).attack().info(), threatModel);
                if (obstacle.isEmpty()) {
                    return;
                }
                obstacles.add(obstacle.get());
            }
        }
        if (!obstacles.isEmpty()) {
            List<String> reasons = obstacles.stream().distinct().limit(5).toList();
            root.field("attackers")
                    .problem("None of the attackers can play under any of the threat models. "
                            + String.join(" ", reasons));
        }
    }

    private List<TransformationSpec> transformations(Element list) {
        if (!list.given() || (list.node().isArray() && list.node().isEmpty())) {
            return List.of();
        }
        return players.read(
                list.list("transformations", Players.MOST),
                Kind.TRANSFORMATION,
                List.of("transformation", "label", "params"),
                (item, label, plugin, params) ->
                        Optional.of(new TransformationSpec(label, plugin.id(), plugin.version(), params)));
    }

    private static boolean examined(Element key) {
        if (key.given() && !key.node().isBoolean()) {
            key.problem("Whether models are examined is true or false, not " + Given.words(key.node()) + ".");
        }
        return !key.given() || key.node().asBoolean();
    }

    private static @Nullable Double earlyStop(Element width) {
        if (!width.given()) {
            return null;
        }
        double number = width.node().isNumber() ? width.node().doubleValue() : 0;
        if (!(number > 0 && number < 1)) {
            width.problem("The width of an interval at which cells stop is a number between 0 and 1, such as 0.05 for"
                    + " five points, not " + Given.words(width.node()) + ".");
            return null;
        }
        return number;
    }

    private static Optional<String> choice(Element element, List<String> choices, String defaultValue) {
        if (!element.given()) {
            return Optional.of(defaultValue);
        }
        JsonNode node = element.node();
        if (node.isTextual() && choices.contains(node.textValue())) {
            return Optional.of(node.textValue());
        }
        element.problem("This is one of " + String.join(" and ", choices) + ", not " + Given.words(node) + "."
                + (node.isTextual() ? NearestName.question(node.textValue(), choices) : ""));
        return Optional.empty();
    }

    private static Optional<Duration> limit(Element limit, Duration defaultValue) {
        if (!limit.given()) {
            return Optional.of(defaultValue);
        }
        return limit.text("a time such as 10m").flatMap(text -> limit.attempt(() -> TimeLimit.parse(text)));
    }
}
