package io.gauntlet.arena.spec;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.SampleCatalog;
import io.gauntlet.arena.parameter.CanonicalJson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Specs of several rounds. */
class RoundsSpecTest {
    private static final String SPEC = """
            name: race
            data-set: mnist
            samples: 10
            architecture: small-cnn
            rounds: 3
            material: 40
            defenders:
              - {defense: none, label: still}
              - {defense: adversarial-training, label: at, params: {epsilon: 0.3}, adapts: {epsilon: 0.2}}
            attackers:
              - {attack: pgd, choices: [{steps: 10}, {steps: 20}]}
              - {attack: noise, against: [at]}
            threat-models: [{norm: linf, epsilon: 0.3}]
            """;

    private final Catalog catalog = SampleCatalog.catalog();

    private TournamentSpec read(String yaml) {
        return SpecReader.read(yaml, "t.yaml", catalog);
    }

    @Test
    void isReadAndStoredAndKnownToTheSchema() throws Exception {
        TournamentSpec spec = read(SPEC);
        assertEquals(3, spec.rounds());
        assertEquals(40, spec.material());
        assertTrue(spec.warmStarts());
        assertFalse(read(SPEC.replace("material: 40", "warm-starts: false")).warmStarts());
        assertNull(spec.defenders().get(0).again());
        assertEquals(
                0.2,
                Objects.requireNonNull(spec.defenders().get(1).again())
                        .get("epsilon")
                        .doubleValue());
        assertEquals(
                0.3,
                spec.defenders().get(1).params().get("epsilon").doubleValue(),
                "it begins with its own parameters");
        AttackerSpec pgd = spec.attackers().get(0);
        assertEquals(
                List.of("pgd", "pgd#2"),
                pgd.configurations().stream().map(AttackerSpec::label).toList());
        assertEquals(pgd.params(), pgd.choices().get(0));
        assertEquals(List.of("at"), spec.attackers().get(1).against());
        String stored = CanonicalJson.write(spec.toJson());
        assertEquals(spec, TournamentSpec.fromJson(new ObjectMapper().readTree(stored)));
        assertEquals(
                List.of(),
                SpecSchema.validate(YamlDocument.parse(SPEC, "t.yaml").root(), catalog));
    }

    @Test
    void oneThatLearnsAgainMayStandBesideItsLike() {
        TournamentSpec spec = read(SPEC.replace("label: still}", "label: still}\n  - {defense: none, adapts: true}"));
        assertEquals("none", spec.defenders().get(1).label());
    }

    @Test
    void oneRoundIsTheDefault() {
        TournamentSpec spec = read(SPEC.replaceAll("(?m)^(rounds|material).*\\R", "")
                .replace(", adapts: {epsilon: 0.2}", "")
                .replace("choices: [{steps: 10}, {steps: 20}]", "params: {steps: 10}"));
        assertEquals(1, spec.rounds());
        assertFalse(spec.warmStarts());
        assertEquals(-1, CanonicalJson.write(spec.toJson()).indexOf("warm-starts"));
        assertTrue(spec.attackers().get(0).configurations().isEmpty());
    }

    @Test
    void saysWhatIsWrong() {
        says("rounds: 3", "rounds: 0", "'rounds' must be a whole number from 1 to 50");
        says("rounds: 3", "rounds: 1", "Players that adapt or choose do so between rounds: ask for more than one");
        says("rounds: 3", "rounds: 3\nmode: verdict", "Several rounds are played in mode matrix without an early stop");
        says("material: 40", "warm-starts: 3", "'warm-starts' must be true or false, not 3.");
        says("rounds: 3", "warm-starts: true", "Warm starts come from earlier rounds: ask for more than one");
        says("material: 40", "material: 0", "'material' must be a whole number from 1 to 100000");
        says(
                "adapts: {epsilon: 0.2}",
                "adapts: 3",
                "Whether a defender learns again after a round in which it was beaten is true or false, or the parameters");
        says("adapts: {epsilon: 0.2}", "adapts: {zzz: 2}", "'zzz'");
        says("choices: [{steps: 10}, {steps: 20}]", "choices: [{steps: 10}]", "among two configurations or more");
        says(
                "choices: [{steps: 10}, {steps: 20}]",
                "choices: [{steps: 10}, {steps: 10}]",
                "This choice is the same as another one of this attacker.");
        says("choices:", "params: {steps: 3}, choices:", "leave out 'params'");
        says("against: [at]", "against: [att]", "by their labels; the text 'att' is none. Did you mean 'at'?");
        says("against: [at]", "against: [at, at]", "The defender 'at' is named twice.");
    }

    @Test
    void aRaceInWhichNobodyChangesIsRefused() {
        String still = SPEC.replace(", adapts: {epsilon: 0.2}", "")
                .replace("choices: [{steps: 10}, {steps: 20}]", "params: {steps: 10}");
        String message =
                assertThrows(InvalidInputException.class, () -> read(still)).getMessage();
        assertTrue(message.contains("Nobody would change from round to round"), message);
    }

    @Test
    void thereMustBeEnoughToLearnFrom() {
        TournamentSpec spec = read(SPEC);
        spec.checkMaterial(40);
        String message = assertThrows(InvalidInputException.class, () -> spec.checkMaterial(39))
                .getMessage();
        assertTrue(message.contains("learn between rounds from 40 samples"), message);
    }

    private void says(String part, String wrong, String sentence) {
        String yaml = SPEC.replace(part, wrong);
        String message = assertThrows(InvalidInputException.class, () -> read(yaml), wrong)
                .getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
