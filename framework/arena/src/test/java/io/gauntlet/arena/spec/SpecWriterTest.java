package io.gauntlet.arena.spec;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.SampleCatalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** A tournament's spec is written so that it can be played again. */
class SpecWriterTest {
    private static final String SHA = "ab".repeat(32);

    private final Catalog catalog = SampleCatalog.catalog();

    private TournamentSpec read(String yaml) {
        return SpecReader.read(yaml, "t.yaml", catalog, file -> SHA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                name: plain
                data-set: mnist
                samples: 10
                architecture: mlp
                defenders: [{defense: none}]
                attackers: [{attack: noise}]
                threat-models: [{norm: linf, epsilon: 0.1}]
                """, """
                name: all of it
                seed: 9223372036854775807
                data-set: {id: mnist}
                samples: [0-4, 7, 9-12]
                architecture: mlp
                defenders:
                  - {defense: none, architecture: small-cnn}
                  - {defense: [{defense: adversarial-training, params: {epsilon: 0.25}}, smooth], label: stack}
                  - {model: nets/mine.onnx, defense: [smooth, smooth]}
                  - {model: nets/mine.onnx}
                attackers:
                  - {attack: pgd, params: {steps: 3}}
                  - {attack: pgd, params: {steps: 4}}
                  - {attack: noise, label: pgd-noise, against: [stack]}
                threat-models:
                  - {norm: l2, epsilon: 2, knowledge: score, max-queries: 500}
                  - {norm: linf, epsilon: 0.3, goal: targeted-random, max-gradients: 7}
                  - {norm: linf, epsilon: 0.3}
                transformations: [{transformation: rotate}]
                slice: 3
                time-limits: {match: 90s, training: 10m}
                mode: verdict
                on-crash: stop
                early-stop: 0.05
                """, """
                name: race
                data-set: mnist
                samples: 4-9
                defenders:
                  - {defense: none, architecture: mlp}
                  - {defense: adversarial-training, architecture: small-cnn, params: {epsilon: 0.3}, adapts: {epsilon: 0.2}}
                  - {defense: adversarial-training, label: same, architecture: small-cnn, params: {epsilon: 0.25}, adapts: true}
                attackers: [{attack: pgd, choices: [{}, {steps: 20}]}]
                threat-models: [{norm: linf, epsilon: 0.3}]
                rounds: 3
                material: 40
                warm-starts: false
                """})
    void isReadAsTheSame(String yaml) {
        TournamentSpec spec = read(yaml);
        ObjectNode written = SpecWriter.write(spec, catalog);
        TournamentSpec again = read(written.toString());
        // Of an imported network only the file's bytes are kept.
        assertEquals(
                spec.toJson().toString().replace("nets/mine.onnx", SHA),
                again.toJson().toString(),
                written::toString);
    }

    @Test
    void whatIsSoByDefaultIsNotWritten() throws Exception {
        String yaml = """
                {"name":"short","seed":1,"data-set":"mnist","samples":10,"architecture":"mlp",\
                "defenders":[{"defense":["none","smooth"]}],"attackers":[{"attack":"pgd"},{"attack":"noise"}],\
                "threat-models":[{"norm":"linf","epsilon":0.1}]}""";
        assertEquals(
                yaml.length(), SpecWriter.write(read(yaml), catalog).toString().length());
    }

    @Test
    void aWrongSpecTellsEachProblemAtItsPlace() {
        InvalidSpecException wrong = assertThrows(InvalidSpecException.class, () -> read("""
                        name: x
                        data-set: mnist
                        samples: 0
                        architecture: mlp
                        defenders: [{defense: none}]
                        attackers: [{attack: pgd, params: {steps: -1}}]
                        threat-models: [{norm: linf, epsilon: 1}]
                        """));
        assertEquals(
                List.of("samples", "attackers[0].params.steps"),
                wrong.problems().stream().map(SpecProblem::path).toList());
        assertEquals(
                List.of(3, 6), wrong.problems().stream().map(SpecProblem::line).toList());
        assertEquals(2, wrong.getMessage().lines().count());
    }
}
