package io.gauntlet.arena.spec;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.SampleCatalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
        return spec.canaries().defenders().stream().map(DefenderSpec::label).toList();
    }

    private static List<String> attackers(TournamentSpec spec) {
        return spec.canaries().attackers().stream().map(AttackerSpec::label).toList();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "'', noise, none smooth",
        "canaries: none, '', ''",
        "canaries: attacks, noise, ''",
        "canaries: wrappers, noise, none smooth",
        "canaries: all, noise, none smooth",
        "mode: verdict, '', none smooth"
    })
    void theyMeetThoseThatTheSpecNamesUnlessItForbidsThem(String key, String attacking, String defending) {
        TournamentSpec spec = read(
                "{defense: adversarial-training, label: at, architecture: mlp, params: {epsilon: 0.3}}",
                "{attack: pgd}",
                key);
        assertEquals(words(attacking), attackers(spec));
        assertEquals(words(defending), defenders(spec));
        assertEquals(1, spec.attackers().size());
        assertEquals(1, spec.defenders().size());
        assertEquals(spec, TournamentSpec.fromJson(spec.toJson()), "what is stored is what was read");
    }

    @Test
    void theyDefendAPlainNetworkOfTheFirstArchitecture() {
        TournamentSpec spec =
                read("{defense: adversarial-training, architecture: mlp, params: {epsilon: 0.3}}", "{attack: pgd}", "");
        DefenderSpec smooth = spec.canaries().defenders().get(1);
        assertEquals("none", smooth.innermost().id());
        assertEquals("mlp", smooth.innermost().architecture());
    }

    @Test
    void aPlainNetworkThatIsNamedIsNotTrainedAgain() {
        TournamentSpec spec = read(
                "{defense: adversarial-training, architecture: mlp, params: {epsilon: 0.3}},"
                        + " {defense: none, label: mine, architecture: small-cnn}",
                "{attack: pgd}",
                "");
        assertEquals(List.of("smooth"), defenders(spec));
        assertEquals(
                spec.defenders().get(1).configurationHash(),
                Objects.requireNonNull(spec.canaries().defenders().get(0).base())
                        .configurationHash());
    }

    @Test
    void whatIsThereAlreadyIsNotAddedAgain() {
        TournamentSpec spec = read(
                "{defense: none, label: smooth, architecture: mlp}, {defense: [none, smooth], label: mine, architecture: mlp}",
                "{attack: noise, label: still}, {attack: pgd}",
                "");
        assertEquals(List.of(), defenders(spec));
        assertEquals(List.of(), attackers(spec));
    }

    @Test
    void aLabelThatIsTakenIsPrefixed() {
        TournamentSpec spec = read("{defense: none, label: smooth, architecture: mlp}", "{attack: pgd}", "");
        assertEquals(List.of("canary-smooth"), defenders(spec));
    }

    @Test
    void examinationCanBeSwitchedOffAndStaysSoWhereItIsStored() {
        String defender = "{defense: none, architecture: mlp}";
        assertTrue(read(defender, "{attack: pgd}", "").examination());
        TournamentSpec spec = read(defender, "{attack: pgd}", "examination: false");
        assertFalse(spec.examination());
        assertFalse(TournamentSpec.fromJson(spec.toJson()).examination());
        assertTrue(
                assertThrows(InvalidInputException.class, () -> read(defender, "{attack: pgd}", "examination: maybe"))
                        .getMessage()
                        .contains("true or false, not"));
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
