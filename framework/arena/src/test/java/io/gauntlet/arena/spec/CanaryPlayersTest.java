package io.gauntlet.arena.spec;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.SampleCatalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CanaryPlayersTest {
    private static TournamentSpec read(String defenders, String attackers, String canaries) {
        return SpecReader.read("""
                name: t
                data-set: mnist
                samples: 10
                defenders: [%s]
                attackers: [%s]
                %s
                threat-models: [{norm: linf, epsilon: 0.3}]
                """.formatted(defenders, attackers, canaries), "t.yaml", SampleCatalog.catalog());
    }

    private static List<String> defenders(TournamentSpec spec) {
        return spec.defenders().stream().map(DefenderSpec::label).toList();
    }

    private static List<String> attackers(TournamentSpec spec) {
        return spec.attackers().stream().map(AttackerSpec::label).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'', pgd, at",
        "canaries: none, pgd, at",
        "canaries: attacks, pgd noise, at",
        "canaries: wrappers, pgd noise, at none smooth",
        "canaries: all, pgd noise, at none smooth"
    })
    void theyFollowThoseThatTheSpecNames(String key, String attacking, String defending) {
        TournamentSpec spec = read(
                "{defense: adversarial-training, label: at, architecture: mlp, params: {epsilon: 0.3}}",
                "{attack: pgd}",
                key);
        assertEquals(List.of(attacking.split(" ")), attackers(spec));
        assertEquals(List.of(defending.split(" ")), defenders(spec));
    }

    @Test
    void theyDefendAPlainNetworkOfTheFirstArchitecture() {
        TournamentSpec spec = read(
                "{defense: adversarial-training, architecture: mlp, params: {epsilon: 0.3}}",
                "{attack: pgd}",
                "canaries: wrappers");
        DefenderSpec smooth = spec.defenders().get(2);
        assertEquals("none", smooth.innermost().id());
        assertEquals("mlp", smooth.innermost().architecture());
    }

    @Test
    void whatIsThereAlreadyIsNotAddedAgain() {
        TournamentSpec spec = read(
                "{defense: none, label: smooth, architecture: mlp}, {defense: [none, smooth], label: mine, architecture: mlp}",
                "{attack: noise, label: still}, {attack: pgd}",
                "canaries: wrappers");
        assertEquals(List.of("smooth", "mine"), defenders(spec));
        assertEquals(List.of("still", "pgd"), attackers(spec));
    }

    @Test
    void aLabelThatIsTakenIsPrefixed() {
        TournamentSpec spec =
                read("{defense: none, label: smooth, architecture: mlp}", "{attack: pgd}", "canaries: all");
        assertEquals(List.of("smooth", "canary-smooth"), defenders(spec));
    }

    @Test
    void anotherWordIsRefusedInOneSentence() {
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> read("{defense: none, architecture: mlp}", "{attack: pgd}", "canaries: some"))
                .getMessage();
        assertTrue(message.contains("one of none, attacks, wrappers, all, not 'some'"), message);
    }
}
