package io.gauntlet.arena.spec;

import java.util.ArrayList;
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
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Defenders that sit on a network in a file. */
class ImportedModelTest {
    private static final String SPEC = """
            name: own
            data-set: mnist
            samples: 10
            defenders: [DEFENDERS]
            attackers: [{attack: noise}]
            threat-models: [{norm: linf, epsilon: 0.1}]
            """;
    private static final String SHA = "ab".repeat(32);

    private final Catalog catalog = SampleCatalog.catalog();
    private final List<String> asked = new ArrayList<>();

    private TournamentSpec read(String defenders) {
        return SpecReader.read(SPEC.replace("DEFENDERS", defenders), "t.yaml", catalog, file -> {
            asked.add(file);
            if (file.startsWith("no")) {
                throw new InvalidInputException("There is no file " + file + ".");
            }
            return file.startsWith("nets/other") ? "cd".repeat(32) : SHA;
        });
    }

    @Test
    void aModelNeedsNeitherDefenseNorArchitecture() {
        DefenderSpec mine = read("{model: nets/mine.onnx}").defenders().get(0);
        assertEquals(List.of("nets/mine.onnx"), asked);
        assertEquals("mine", mine.label(), "the file's name is the label");
        assertEquals(DefenderSpec.IMPORTED, mine.id());
        assertEquals(new ImportedModel("nets/mine.onnx", SHA), mine.model());
        assertEquals(null, mine.architecture());
    }

    @Test
    void aDefenseThatWrapsCanSitOnIt() {
        List<DefenderSpec> two = read("{model: a.onnx, label: plain}, {defense: smooth, model: a.onnx}")
                .defenders();
        assertEquals("smooth", two.get(1).id());
        assertEquals("smooth", two.get(1).label());
        assertEquals(two.get(0).model(), two.get(1).innermost().model());
        assertEquals(DefenderSpec.IMPORTED, two.get(1).innermost().id());
    }

    @Test
    void theBytesIdentifyItNotTheName() {
        DefenderSpec one = read("{model: a.onnx}").defenders().get(0);
        DefenderSpec renamed = read("{model: b.onnx, label: x}").defenders().get(0);
        DefenderSpec other = read("{model: nets/other.onnx}").defenders().get(0);
        assertEquals(one.configurationHash(), renamed.configurationHash());
        assertNotEquals(one.configurationHash(), other.configurationHash());
    }

    @Test
    void itIsStoredWithItsHash() throws Exception {
        TournamentSpec spec = read("{model: nets/mine.onnx}, {defense: none, architecture: mlp}");
        String stored = spec.toJson().toString();
        assertTrue(stored.contains("\"model\":{\"file\":\"nets/mine.onnx\",\"sha256\":\"" + SHA + "\"}"), stored);
        assertEquals(spec, TournamentSpec.fromJson(new ObjectMapper().readTree(stored)));
    }

    @Test
    void mistakes() {
        Map.of(
                        "{model: no.onnx}", "defenders[0].model: There is no file no.onnx.",
                        "{model: [a]}",
                                "defenders[0].model: 'model' must be text: the file of a network, such as"
                                        + " my-network.onnx; not a list.",
                        "{model: a.onnx, architecture: mlp}",
                                "defenders[0].architecture: The model's file says how its network is built: leave out"
                                        + " the architecture of this defender.",
                        "{model: a.onnx, defense: none}",
                                "defenders[0].defense: The defense 'none' trains a network of its own and cannot take one"
                                        + " from a file. Leave out 'defense', choose a defense that wraps a network, or"
                                        + " leave out 'model'.",
                        "{defense: imported, architecture: mlp}",
                                "defenders[0]: The defense 'imported' needs a network: name its file with the key"
                                        + " 'model'.",
                        "{model: a.onnx}, {model: b.onnx}",
                                "defenders[1]: This is the same as defenders[0]: the defense 'imported' with equal"
                                        + " parameters. Remove one of them or change a parameter.")
                .forEach((defenders, sentence) -> assertEquals(
                        "t.yaml, line 4, " + sentence,
                        assertThrows(InvalidInputException.class, () -> read(defenders))
                                .getMessage()));
    }

    /** Whoever sends a spec over the network must not learn which files this machine has. */
    @Test
    void aSpecFromElsewhereNamesNoFiles() {
        String yaml = SPEC.replace("DEFENDERS", "{model: /etc/passwd}");
        String sentence =
                String.valueOf(assertThrows(InvalidInputException.class, () -> SpecReader.read(yaml, "t.yaml", catalog))
                        .getMessage());
        assertTrue(sentence.contains("did not come from a file here"), sentence);
    }
}
