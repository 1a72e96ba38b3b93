package io.gauntlet.arena.spec;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gauntlet.api.transformation.ChosenTransformation;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.SampleCatalog;
import io.gauntlet.arena.parameter.CanonicalJson;
import io.gauntlet.arena.parameter.ParameterSchema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Attacks and transformations whose parameters name transformations. */
class NamedTransformationsTest {
    private static final String SPEC = """
            name: small
            data-set: mnist
            samples: 10
            architecture: small-cnn
            defenders: [{defense: none}]
            threat-models: [{norm: linf, epsilon: 0.3}]
            attackers:
              - attack: eot-pgd
                params:
                  transformations:
            """;

    private static final String ROTATE =
            "{\"params\":{\"degrees\":15},\"transformation\":\"rotate\",\"version\":\"1\"}";
    private static final String FLIP = "{\"params\":{},\"transformation\":\"flip\",\"version\":\"1\"}";

    private final Catalog catalog = SampleCatalog.catalog();
    private final ParameterSchema<?> schema =
            catalog.find(Kind.ATTACK, "eot-pgd").parameters();

    private TournamentSpec read(String... items) {
        StringBuilder yaml = new StringBuilder(SPEC);
        for (String item : items) {
            yaml.append("        - ").append(item).append('\n');
        }
        return SpecReader.read(yaml.toString(), "t.yaml", catalog);
    }

    @Test
    void areWrittenOutInFull() {
        TournamentSpec spec = read("rotate", "{transformation: rotate, params: {degrees: 30}}", "flip");
        assertEquals(
                "{\"transformations\":[" + ROTATE + "," + ROTATE.replace("15", "30") + "," + FLIP + "]}",
                spec.attackers().get(0).params().toString());
        TournamentSpec stored = TournamentSpec.fromJson(spec.toJson());
        assertEquals(
                spec.attackers().get(0).params(),
                schema.complete(stored.attackers().get(0).params()));
    }

    @Test
    void twoWaysToWriteTheSameAreTheSame() {
        assertEquals(
                read("rotate").attackers().get(0).configurationHash(),
                read("{transformation: rotate, params: {degrees: 15.0}}")
                        .attackers()
                        .get(0)
                        .configurationHash());
    }

    @Test
    void mayNameOthersInTheirTurn() {
        TournamentSpec spec = read("{transformation: chain, params: {members: [flip, rotate]}}");
        List<Catalog.Use> used =
                catalog.used(Kind.ATTACK, "eot-pgd", spec.attackers().get(0).params());
        assertEquals(
                List.of("chain", "flip", "rotate"),
                used.stream().map(use -> use.plugin().id()).toList());
        assertEquals(
                "{\"members\":[" + FLIP + "," + ROTATE + "]}",
                used.get(0).params().toString());
        assertEquals("{\"degrees\":15}", used.get(2).params().toString());
        assertTrue(catalog.used(Kind.ATTACK, "pgd", CanonicalJson.parse("{}")).isEmpty());
    }

    @Test
    void areTypedOnACommandLine() {
        assertEquals(
                "{\"transformations\":[" + FLIP + "," + ROTATE + "]}",
                schema.complete(schema.parseAssignments(List.of("transformations=flip,rotate")))
                        .toString());
        assertEquals(
                "{\"transformations\":[" + ROTATE.replace("15", "-20") + "]}",
                schema.complete(schema.parseAssignments(
                                List.of("transformations=[{transformation: rotate, params: {degrees: -20}}]")))
                        .toString());
        assertEquals("list of transformations", schema.help().get(0).type());
    }

    @Test
    void givesTheFactoryAndItsRecord() {
        SampleCatalog.EotParams params =
                (SampleCatalog.EotParams) schema.bind(CanonicalJson.parse("{\"transformations\":[\"rotate\"]}"));
        ChosenTransformation<?> chosen = params.transformations().get(0);
        assertEquals("rotate", chosen.id());
        assertEquals(new SampleCatalog.RotateParams(15), chosen.parameters());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rotat | [0] | There is no transformation named 'rotat'. Did you mean 'rotate'?",
                "'{transformation: rotate, params: {degrees: 200}}' | [0].params.degrees | The parameter 'degrees' of the"
                        + " transformation 'rotate' must be a number from -180 to 180, not 200.",
                "'{transformation: rotate, params: {angle: 2}}' | [0].params.angle | The transformation 'rotate' has no"
                        + " parameter 'angle'.",
                "'{transformation: rotate, label: x}' | [0] | There is no key 'label' here.",
                "'{params: {degrees: 2}}' | [0] | The key 'transformation' is missing: the id of the transformation.",
                "'{transformation: rotate, version: 9}' | [0] | The transformation 'rotate' is of version 1 here, not 9:",
                "'{transformation: chain, params: {members: [flip, rotat]}}' | [0].params.members[1] | There is no"
                        + " transformation named 'rotat'.",
                "7 | '' | The parameter 'transformations' of the attack 'eot-pgd' must be a list of 1 to 3"
                        + " transformations, each an id, or a mapping such as {transformation: rotate, params: {…}}, not"
                        + " a list with 7.",
            })
    void saysWhereAndWhatIsWrong(String item, String place, String sentence) {
        String message =
                assertThrows(InvalidInputException.class, () -> read(item)).getMessage();
        assertTrue(
                message.startsWith("t.yaml, line 1")
                        && message.contains("attackers[0].params.transformations" + place + ": " + sentence),
                message);
    }

    @Test
    void theirNumberIsLimited() {
        String message = assertThrows(InvalidInputException.class, () -> read("flip", "flip", "flip", "rotate"))
                .getMessage();
        assertTrue(message.contains("must be a list of 1 to 3 transformations"), message);
        assertTrue(message.endsWith("not a list of 4."), message);
    }
}
