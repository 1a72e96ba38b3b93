package io.gauntlet.arena.spec;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.SampleCatalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Defenders of several defenses, one around another. */
class StackedDefendersTest {
    private static final String SPEC = """
            name: stacks
            data-set: mnist
            samples: 10
            architecture: mlp
            defenders: [DEFENDERS]
            attackers: [{attack: noise}]
            threat-models: [{norm: linf, epsilon: 0.1}]
            """;

    private final Catalog catalog = SampleCatalog.catalog();

    private TournamentSpec read(String defenders) {
        return SpecReader.read(SPEC.replace("DEFENDERS", defenders), "t.yaml", catalog, file -> "ab".repeat(32));
    }

    private static List<String> ids(DefenderSpec defender) {
        return defender.layers().stream().map(DefenderSpec::id).toList();
    }

    @Test
    void aListNamesTheInnermostFirst() {
        TournamentSpec spec = read("{defense: [none, smooth]}, {defense: none}");
        DefenderSpec stack = spec.defenders().get(0);
        assertEquals(List.of("none", "smooth"), ids(stack));
        assertEquals("none-smooth", stack.label());
        assertEquals("mlp", stack.innermost().architecture());
        assertEquals(
                spec.defenders().get(1).configurationHash(), stack.innermost().configurationHash());
    }

    @Test
    void layersHaveParametersOfTheirOwn() {
        DefenderSpec stack = read("{label: x, defense: [{defense: adversarial-training, params: {epsilon: 0.25}},"
                        + " smooth, smooth]}")
                .defenders()
                .get(0);
        assertEquals("x", stack.label());
        assertEquals(0.25, stack.innermost().params().get("epsilon").doubleValue());
        assertEquals(List.of("adversarial-training", "smooth", "smooth"), ids(stack));
    }

    @Test
    void theOrderAndTheBaseIdentifyIt() {
        List<DefenderSpec> two = read("{defense: [none, smooth]}, {defense: [none, smooth, smooth]}")
                .defenders();
        assertNotEquals(two.get(0).configurationHash(), two.get(1).configurationHash());
    }

    @Test
    void aNetworkOfTheUsersCanBeTheCore() {
        DefenderSpec stack = read("{model: nets/mine.onnx, defense: [smooth, smooth]}")
                .defenders()
                .get(0);
        assertEquals(List.of("imported", "smooth", "smooth"), ids(stack));
        assertEquals("nets/mine.onnx", stack.innermost().model().file());
    }

    @Test
    void itIsStored() throws Exception {
        TournamentSpec spec = read("{defense: [none, smooth]}, {model: a.onnx, defense: smooth}");
        assertEquals(
                spec,
                TournamentSpec.fromJson(
                        new ObjectMapper().readTree(spec.toJson().toString())));
    }

    @Test
    void mistakes() {
        Map.of(
                        "{defense: smooth}",
                                "defenders[0].defense: The defense 'smooth' is put around a model: name first the defense"
                                        + " that trains it, such as defense: [adversarial-training, smooth], or the file of"
                                        + " a network with the key 'model'.",
                        "{defense: [none, none]}",
                                "defenders[0].defense: The defense 'none' trains a network of its own and cannot be put"
                                        + " around another defense: name it first, or leave it out.",
                        "{defense: []}",
                                "defenders[0].defense: The list of defenses is empty; there must be at least one.",
                        "{defense: [none, smoth]}",
                                "defenders[0].defense[1]: There is no defense named 'smoth'. Did you mean 'smooth'?"
                                        + " `./gauntlet plugins` lists them all.",
                        "{defense: [none, smooth], params: {a: 1}}",
                                "defenders[0].params: There are several defenses: give each its own parameters, such as"
                                        + " {defense: jpeg, params: {…}} in the list.",
                        "{defense: [none, smooth]}, {defense: [none, smooth], label: again}",
                                "defenders[1]: This is the same as defenders[0]: the defense 'smooth' with equal"
                                        + " parameters. Remove one of them or change a parameter.",
                        "{defense: [none, {defense: smooth, label: x}]}",
                                "defenders[0].defense[1].label: There is no key 'label' here. Allowed are defense,"
                                        + " params.")
                .forEach((defenders, sentence) -> assertEquals(
                        "t.yaml, line 5, " + sentence,
                        assertThrows(InvalidInputException.class, () -> read(defenders))
                                .getMessage()));
    }
}
