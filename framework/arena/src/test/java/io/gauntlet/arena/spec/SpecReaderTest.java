package io.gauntlet.arena.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.SampleCatalog;
import io.gauntlet.arena.parameter.CanonicalJson;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SpecReaderTest {
    private static final String FULL = """
            name: mnist-quick
            seed: 7
            data-set: {id: mnist, params: {attacker-from: 40000}}
            samples: [700-899, "0-499", 500]
            architecture: small-cnn
            defenders:
              - defense: none
              - {defense: adversarial-training, label: at, architecture: mlp, params: {epsilon: 0.3}}
              - {defense: none, architecture: mlp}
            attackers:
              - attack: noise
              - {attack: pgd, label: pgd-2, params: {steps: 10}}
              - {attack: pgd}
              - {attack: pgd, params: {steps: 20}}
            threat-models:
              - {norm: linf, epsilon: 0.3}
              - {norm: l2, epsilon: 2, goal: targeted-random, knowledge: score, max-queries: 1000, max-gradients: 0}
            transformations:
              - {transformation: rotate, params: {degrees: 10}}
            slice: 100
            time-limits: {match: 90s, training: 2h}
            """;

    private final Catalog catalog = SampleCatalog.catalog();

    private TournamentSpec read(String yaml) {
        return SpecReader.read(yaml, "t.yaml", catalog);
    }

    private static String labels(List<? extends Choice> players) {
        return String.join(
                " ",
                players.stream()
                        .map(player -> {
                            if (player instanceof DefenderSpec defender) {
                                return defender.label();
                            }
                            return ((AttackerSpec) player).label();
                        })
                        .toList());
    }

    @Test
    void readsEverything() {
        TournamentSpec spec = read(FULL);
        assertEquals("mnist-quick", spec.name());
        assertEquals(7, spec.seed());
        assertEquals("{\"attacker-from\":40000}", spec.dataSet().params().toString());
        assertEquals("[0-500, 700-899]", spec.samples().ranges().toString());
        assertEquals(701, spec.samples().size());
        assertEquals("none at none-2", labels(spec.defenders()));
        assertEquals("mlp", spec.defenders().get(1).architecture());
        assertEquals("small-cnn", spec.defenders().get(0).architecture());
        assertEquals("noise pgd-2 pgd pgd-3", labels(spec.attackers()));
        assertEquals(
                "{\"relative-step\":0.1,\"steps\":20}",
                spec.attackers().get(3).params().toString());
        assertEquals(ThreatModel.whiteBox(Norm.LINF, 0.3), spec.threatModels().get(0));
        assertEquals(
                new ThreatModel(Norm.L2, 2, Goal.TARGETED_RANDOM, Knowledge.SCORE, 1000, 0),
                spec.threatModels().get(1));
        assertEquals("rotate", spec.transformations().get(0).label());
        assertEquals(100, spec.slice());
        assertEquals(Duration.ofSeconds(90), spec.matchLimit());
        assertEquals(Duration.ofHours(2), spec.trainingLimit());
    }

    private static final String SMALL = """
            name: small
            data-set: mnist
            samples: 10
            architecture: small-cnn
            defenders: [{defense: none}]
            attackers: [{attack: noise}]
            threat-models: [{norm: linf, epsilon: 0.3}]
            """;

    @Test
    void fillsInDefaults() {
        TournamentSpec spec = read(SMALL + "transformations: []\nslice:\ntime-limits:\n");
        assertEquals(1, spec.seed());
        assertArrayEquals(
                new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, spec.samples().indices());
        assertEquals(250, spec.slice());
        assertEquals(TournamentSpec.DEFAULT_MATCH_LIMIT, spec.matchLimit());
        assertEquals(TournamentSpec.DEFAULT_TRAINING_LIMIT, spec.trainingLimit());
        assertEquals(List.of(), spec.transformations());
    }

    @Test
    void jsonIsYamlToo() throws Exception {
        String json = "{\"name\":\"small\",\"data-set\":\"mnist\",\"samples\":\"0-9\",\"architecture\":\"small-cnn\","
                + "\"defenders\":[{\"defense\":\"none\"}],\"attackers\":[{\"attack\":\"noise\"}],"
                + "\"threat-models\":[{\"norm\":\"linf\",\"epsilon\":3e-1}]}";
        assertEquals(read(SMALL), read(json));
    }

    @Test
    void storedFormRoundTripsWithoutCatalog() throws Exception {
        for (String yaml : List.of(FULL, SMALL)) {
            TournamentSpec spec = read(yaml);
            String stored = CanonicalJson.write(spec.toJson());
            TournamentSpec back = TournamentSpec.fromJson(new ObjectMapper().readTree(stored));
            assertEquals(spec, back);
            assertEquals(stored, CanonicalJson.write(back.toJson()));
        }
        assertThrows(
                IllegalArgumentException.class, () -> TournamentSpec.fromJson(CanonicalJson.parse("{\"name\":\"a\"}")));
    }

    @Test
    void configurationDecidesTheHash() {
        AttackerSpec plain = read(SMALL.replace("{attack: noise}", "{attack: pgd}"))
                .attackers()
                .get(0);
        AttackerSpec written = read(SMALL.replace(
                        "{attack: noise}", "{attack: pgd, label: other, params: {relative-step: 0.10, steps: 40.0}}"))
                .attackers()
                .get(0);
        assertEquals(plain.configurationHash(), written.configurationHash());
        assertNotEquals(
                plain.configurationHash(), new AttackerSpec("pgd", "pgd", "2", plain.params()).configurationHash());
        TournamentSpec full = read(FULL);
        assertNotEquals(
                full.defenders().get(0).configurationHash(),
                full.defenders().get(2).configurationHash());
    }

    @Test
    void recordsCannotBeChanged() {
        AttackerSpec pgd = read(FULL).attackers().get(1);
        pgd.params().put("steps", 99);
        assertEquals(10, pgd.params().get("steps").intValue());
    }

    @Test
    void checksSamplesAgainstTheSplit() {
        TournamentSpec spec = read(FULL);
        spec.checkAgainst(900);
        assertEquals(
                "The samples of 'mnist-quick' go up to number 899, but the test split of the data set 'mnist' has 899"
                        + " samples, numbered from 0 to 898.",
                assertThrows(InvalidInputException.class, () -> spec.checkAgainst(899))
                        .getMessage());
    }

    /** What replaces a line of the small spec, and the sentence that comes of it. */
    private static final Map<String, String> WRONG = Map.ofEntries(
            Map.entry("name: [a]", "line 1, name: 'name' must be text: what to call the tournament; not a list."),
            Map.entry(
                    "name: a/b",
                    "line 1, name: A name is 1 to 80 letters, digits, spaces, dots, hyphens or underscores and begins with"
                            + " a letter or digit; the text 'a/b' is not one."),
            Map.entry("data-set:", "line 2, data-set: The key 'data-set' is missing: the id of the data set."),
            Map.entry(
                    "data-set: minst",
                    "line 2, data-set: There is no data set named 'minst'. Did you mean 'mnist'? `./gauntlet plugins`"
                            + " lists them all."),
            Map.entry(
                    "data-set: {id: mnist, parms: {}}",
                    "line 2, data-set.parms: There is no key 'parms' here. Did you mean 'params'?"),
            Map.entry("samples: 0", "line 3, samples: 'samples' must be a whole number from 1 to 2147483646, not 0."),
            Map.entry(
                    "samples: 1.5", "line 3, samples: 'samples' must be a whole number from 1 to 2147483646, not 1.5."),
            Map.entry(
                    "samples: []",
                    "line 3, samples: There must be at least one sample: a number such as 1000, or ranges such as [0-499,"
                            + " 700-899]."),
            Map.entry(
                    "samples: [9-5]",
                    "line 3, samples[0]: The range 9-5 is reversed. Write 5-9: both ends are included."),
            Map.entry(
                    "samples: [0-5, 5-9]",
                    "line 3, samples: Sample 5 is in two ranges, one of which is 5-9. Ranges include both ends and must not"
                            + " overlap."),
            Map.entry(
                    "samples: [a-b]",
                    "line 3, samples[0]: A range of samples is two numbers joined by a hyphen, such as 0-499; 'a-b' is not"
                            + " one."),
            Map.entry(
                    "samples: [-5]",
                    "line 3, samples[0]: A range of samples is two numbers joined by a hyphen, such as 0-499; '-5' is not"
                            + " one."),
            Map.entry(
                    "architecture: small",
                    "line 4, architecture: There is no architecture named 'small'. Did you mean 'small-cnn'? `./gauntlet"
                            + " plugins` lists them all."),
            Map.entry(
                    "architecture:",
                    "line 5, defenders[0]: No architecture is given for this defender. Give one here, or one for all with"
                            + " the key 'architecture' of the spec."),
            Map.entry(
                    "defenders:",
                    "line 5, defenders: The key 'defenders' is missing: it lists the defenders, at least one."),
            Map.entry("defenders: none", "line 5, defenders: This must be a list of defenders, not the text 'none'."),
            Map.entry(
                    "defenders: [none]",
                    "line 5, defenders[0]: This must be a mapping such as {defense: adversarial-training}, not the text"
                            + " 'none'."),
            Map.entry(
                    "defenders: [{defense: adversarial-training}]",
                    "line 5, defenders[0].params.epsilon: The defense 'adversarial-training' needs the parameter"
                            + " 'epsilon': a number from 0 to 1."),
            Map.entry(
                    "attackers: []", "line 6, attackers: The list of attackers is empty; there must be at least one."),
            Map.entry(
                    "attackers: [{attack: pdg}]",
                    "line 6, attackers[0].attack: There is no attack named 'pdg'. Did you mean 'pgd'? `./gauntlet plugins`"
                            + " lists them all."),
            Map.entry(
                    "attackers: [{atack: pgd}]",
                    "line 6, attackers[0].atack: There is no key 'atack' here. Did you mean 'attack'?\n"
                            + "t.yaml, line 6, attackers[0].attack: The key 'attack' is missing: the id of the attack."),
            Map.entry(
                    "attackers: [{attack: pgd, params: {step: 1}}]",
                    "line 6, attackers[0].params.step: The attack 'pgd' has no parameter 'step'. Did you mean 'steps'?"),
            Map.entry(
                    "attackers: [{attack: pgd, params: {steps: 1.5}}]",
                    "line 6, attackers[0].params.steps: The parameter 'steps' of the attack 'pgd' must be a whole number"
                            + " from 1 to 1000, not 1.5."),
            Map.entry(
                    "attackers: [{attack: pgd, params: {relative-step: .nan}}]",
                    "line 6, attackers[0].params.relative-step: The parameter 'relative-step' of the attack 'pgd' must be a"
                            + " number of at least 0, not the text '.nan'."),
            Map.entry(
                    "attackers: [{attack: pgd, label: a}, {attack: noise, label: a}]",
                    "line 6, attackers[1].label: The label 'a' is already that of attackers[0].label. Give one of them"
                            + " another."),
            Map.entry(
                    "attackers: [{attack: pgd, label: a b}]",
                    "line 6, attackers[0].label: A label is 1 to 60 letters, digits, dots, hyphens or underscores and begins"
                            + " with a letter or digit; the text 'a b' is not one."),
            Map.entry(
                    "attackers: [{attack: pgd}, {attack: pgd, label: b, params: {steps: 40}}]",
                    "line 6, attackers[1]: This is the same as attackers[0]: the attack 'pgd' with equal parameters. Remove"
                            + " one of them or change a parameter."),
            Map.entry(
                    "threat-models: [{norm: linf}]",
                    "line 7, threat-models[0].epsilon: The threat model needs the parameter 'epsilon': a number."),
            Map.entry(
                    "threat-models: [{norm: linf, epsilon: -0.1}]",
                    "line 7, threat-models[0]: The parameters of the threat model are not allowed: epsilon must be a"
                            + " positive number, not -0.1."),
            Map.entry(
                    "threat-models: [{norm: linf, epsilon: 8}]",
                    "line 7, threat-models[0]: The parameters of the threat model are not allowed: epsilon 8.0 is larger"
                            + " than 1 for norm linf: pixels are in [0,1], not 0 to 255."),
            Map.entry(
                    "threat-models: [{norm: l0, epsilon: 0.5}]",
                    "line 7, threat-models[0]: The parameters of the threat model are not allowed: epsilon 0.5 must be a"
                            + " whole number for norm l0, which counts changed values."),
            Map.entry(
                    "threat-models: [{norm: linf, epsilon: 8/255}]",
                    "line 7, threat-models[0].epsilon: The parameter 'epsilon' of the threat model must be a number, not the"
                            + " text '8/255'."),
            Map.entry(
                    "threat-models: [{norm: linf, eps: 0.1, epsilon: 0.1}]",
                    "line 7, threat-models[0].eps: The threat model has no parameter 'eps'. Did you mean 'epsilon'?"),
            Map.entry(
                    "threat-models: [{norm: linf, epsilon: 0.1, knowledge: whitebox}]",
                    "line 7, threat-models[0].knowledge: The parameter 'knowledge' of the threat model must be one of"
                            + " transfer, label, score, white-box, not the text 'whitebox'. Did you mean 'white-box'?"),
            Map.entry(
                    "threat-models: [{norm: linf, epsilon: 0.1, max-queries: 0}]",
                    "line 7, threat-models[0].max-queries: The parameter 'max-queries' of the threat model must be a whole"
                            + " number of at least 1, not 0."),
            Map.entry(
                    "threat-models: [{norm: linf, epsilon: 0.1}, {norm: linf, epsilon: 0.10, goal: untargeted}]",
                    "line 7, threat-models[1]: This threat model is the same as threat-models[0]. Remove one of them."),
            Map.entry(
                    "threat-models: [{norm: l1, epsilon: 4}, {norm: linf, epsilon: 0.1, knowledge: transfer}, {norm: linf,"
                            + " epsilon: 0.1, goal: targeted-random}]",
                    "line 6, attackers: None of the attackers can play under any of the threat models. The attack 'noise'"
                            + " plays linf, not l1. The attack 'noise' needs label knowledge, but transfer is granted. The"
                            + " attack 'noise' cannot aim at a class, but the goal is targeted-random."));

    @Test
    void threatModelsOfPosesHaveLimitsInsteadOfNormAndEpsilon() throws Exception {
        String yaml = SMALL.replace(
                "[{norm: linf, epsilon: 0.3}]",
                "[{norm: linf, epsilon: 0.3}, {rotation: 30, translation: 2.5, goal: targeted-random, max-queries: 50}]");
        TournamentSpec spec = read(yaml);
        ThreatModel poses = spec.threatModels().get(1);
        assertEquals(
                new ThreatModel(
                        new PoseLimits(30, 2.5), Goal.TARGETED_RANDOM, Knowledge.WHITE_BOX, 50, ThreatModel.UNLIMITED),
                poses);
        assertEquals("rotation-30-translation-2.5-targeted-random-white-box-q50", poses.id());
        String stored = CanonicalJson.write(spec.toJson());
        assertEquals(spec, TournamentSpec.fromJson(new ObjectMapper().readTree(stored)));
        assertEquals(
                List.of(),
                SpecSchema.validate(YamlDocument.parse(yaml, "t.yaml").root(), catalog));
    }

    @Test
    void saysWhatIsWrongWithPoses() {
        poses(
                "{norm: linf, epsilon: 0.3, rotation: 30, translation: 3}",
                "threat-models[0]: A threat model limits either values, by norm and epsilon, or the pose, by rotation"
                        + " and translation: leave out the one or the other, or make them two threat models.");
        poses(
                "{rotation: 30}",
                "threat-models[0].translation: The threat model of poses needs the parameter 'translation': a number from"
                        + " 0 to 10000.");
        poses(
                "{rotation: 200, translation: 3}",
                "threat-models[0].rotation: The parameter 'rotation' of the threat model of poses must be a number from 0"
                        + " to 180, not 200.");
        poses(
                "{rotation: 0, translation: 0}",
                "threat-models[0]: The parameters of the threat model of poses are not allowed: rotation and translation"
                        + " are both 0, so that nothing may change: allow one of them.");
        poses(
                "{norm: pose, epsilon: 1}",
                "threat-models[0]: The parameters of the threat model are not allowed: poses are limited by rotation and"
                        + " translation, such as {rotation: 30, translation: 3}, instead of norm and epsilon.");
        String none = assertThrows(
                        InvalidInputException.class,
                        () -> read(SMALL.replace("{norm: linf, epsilon: 0.3}", "{rotation: 30, translation: 3}")))
                .getMessage();
        assertTrue(
                none.endsWith("The attack 'noise' changes values and does not search poses, but only rotation and"
                        + " translation are allowed."),
                none);
    }

    private void poses(String threatModel, String sentence) {
        String yaml = SMALL.replace("{norm: linf, epsilon: 0.3}", threatModel);
        String found =
                assertThrows(InvalidInputException.class, () -> read(yaml)).getMessage();
        assertTrue(found.contains(sentence), found);
    }

    @Test
    void saysWhatIsWrong() {
        assertEquals(37, WRONG.size());
        WRONG.forEach((line, sentence) -> {
            String key = line.substring(0, line.indexOf(':') + 1);
            String yaml = SMALL.replaceFirst("(?m)^" + key + ".*$", line);
            assertEquals(
                    "t.yaml, " + sentence,
                    assertThrows(InvalidInputException.class, () -> read(yaml), line)
                            .getMessage());
        });
    }

    /** What follows the small spec, and the sentence that comes of it. */
    private static final Map<String, String> ADDED = Map.ofEntries(
            Map.entry("sede: 1", "t.yaml, line 8, sede: There is no key 'sede' here. Did you mean 'seed'?"),
            Map.entry(
                    "zzz: 1",
                    "t.yaml, line 8, zzz: There is no key 'zzz' here. Allowed are name, seed, data-set, samples,"
                            + " architecture, defenders, attackers, canaries, examination, threat-models, transformations, slice, time-limits, mode, on-crash, early-stop, rounds, material, warm-starts."),
            Map.entry(
                    "seed: 0.5",
                    "t.yaml, line 8, seed: 'seed' must be a whole number from -9223372036854775808 to"
                            + " 9223372036854775807, not 0.5."),
            Map.entry("slice: 0", "t.yaml, line 8, slice: 'slice' must be a whole number from 1 to 100000, not 0."),
            Map.entry(
                    "time-limits: {match: 10}",
                    "t.yaml, line 8, time-limits.match: 'match' must be text: a time such as 10m; not 10."),
            Map.entry(
                    "time-limits:\n  match: 10 minutes",
                    "t.yaml, line 9, time-limits.match: A time is a whole number with s, m or h, such as 90s, 10m or 2h;"
                            + " '10 minutes' is not one."),
            Map.entry(
                    "time-limits: {trainig: 1h}",
                    "t.yaml, line 8, time-limits.trainig: There is no key 'trainig' here. Did you mean 'training'?"),
            Map.entry(
                    "transformations: [{transformation: rotate, params: {degrees: 200}}]",
                    "t.yaml, line 8, transformations[0].params.degrees: The parameter 'degrees' of the transformation"
                            + " 'rotate' must be a number from -180 to 180, not 200."),
            Map.entry(
                    "seed: 010",
                    "t.yaml, line 8, column 7: YAML takes 010 for an octal number. Write it without leading zeros."),
            Map.entry("name: b", "t.yaml, line 8, column 1: The key 'name' is given twice; it is also on line 1."),
            Map.entry(
                    "seed: &s 1\nslice: *s",
                    "t.yaml, line 9, column 8: Aliases such as *s are not supported. Write the value out."),
            Map.entry(
                    "---\nname: b",
                    "t.yaml, line 9, column 1: There is a second YAML document here. A spec is one document; remove the"
                            + " rest."),
            Map.entry(
                    "seed: [1, 2\n",
                    "t.yaml, line 9, column 1: This is not YAML: expected ',' or ']', but got <stream end>."),
            Map.entry("seed: 1: 2", "t.yaml, line 8, column 8: This is not YAML: mapping values are not allowed here."),
            Map.entry(
                    "seed: " + "[".repeat(30) + "]".repeat(30),
                    "t.yaml, line 8, column 27: Values are nested deeper than 20 levels; a spec never needs that."));

    @Test
    void saysWhatIsWrongInAddition() {
        ADDED.forEach((line, sentence) -> assertEquals(
                sentence,
                assertThrows(InvalidInputException.class, () -> read(SMALL + line), line)
                        .getMessage()));
    }

    @Test
    void refusesWhatIsNoSpec() {
        assertEquals(
                "t.yaml, line 1: This must be a mapping such as name: mnist-quick, not the text 'hello'.",
                assertThrows(InvalidInputException.class, () -> read("hello")).getMessage());
        assertEquals(
                "t.yaml: This must be a mapping such as name: mnist-quick, not nothing.",
                assertThrows(InvalidInputException.class, () -> read("")).getMessage());
        assertEquals(
                "t.yaml is larger than 1 MiB, the most a spec may be.",
                assertThrows(InvalidInputException.class, () -> read("#é".repeat(400_000)))
                        .getMessage());
    }

    @Test
    void reportsAllProblemsInTheOrderOfTheFile() {
        String yaml = SMALL.replace("samples: 10", "samples: 0").replace("attack: noise", "attack: nois") + "sede: 1\n";
        assertEquals(
                "t.yaml, line 3, samples: 'samples' must be a whole number from 1 to 2147483646, not 0.\n"
                        + "t.yaml, line 6, attackers[0].attack: There is no attack named 'nois'. Did you mean 'noise'?"
                        + " `./gauntlet plugins` lists them all.\n"
                        + "t.yaml, line 8, sede: There is no key 'sede' here. Did you mean 'seed'?",
                assertThrows(InvalidInputException.class, () -> read(yaml)).getMessage());
    }

    @Test
    void schemaRefusesWhatIsStructurallyWrong() throws Exception {
        for (String line : List.of(
                "name: [a]",
                "data-set: minst",
                "samples: 0",
                "samples: []",
                "samples: [a-b]",
                "architecture: small",
                "defenders: [none]",
                "defenders: [{defense: adversarial-training}]",
                "attackers: []",
                "attackers: [{attack: pdg}]",
                "attackers: [{attack: pgd, params: {step: 1}}]",
                "attackers: [{attack: pgd, label: a b}]",
                "threat-models: [{norm: linf, epsilon: -0.1}]",
                "threat-models: [{norm: linf, epsilon: 0.1, knowledge: whitebox}]")) {
            String key = line.substring(0, line.indexOf(':') + 1);
            String yaml = SMALL.replaceFirst("(?m)^" + key + ".*$", line);
            assertNotEquals(
                    List.of(),
                    SpecSchema.validate(YamlDocument.parse(yaml, "t.yaml").root(), catalog),
                    line);
        }
        assertEquals(
                List.of(),
                SpecSchema.validate(YamlDocument.parse(FULL, "t.yaml").root(), catalog));
    }
}
