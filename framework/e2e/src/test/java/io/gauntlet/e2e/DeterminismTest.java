package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Neither the number of workers nor the size of the slices changes a single sample's verdict. */
@ExtendWith(PlayedTournament.class)
class DeterminismTest {
    private static final String THREAT_MODEL = "linf-0.1-untargeted-white-box";

    @Test
    void workersAndSlicesDoNotChangeOneSample(Cli played, @TempDir Path folder) throws Exception {
        Cli other = CrashTest.installation(folder);
        Path spec = folder.resolve("blobs.yaml");
        Files.writeString(spec, Files.readString(spec).replace("slice: 40", "slice: 150"));
        other.succeed("run", "blobs.yaml", "--workers", "1");

        Map<String, JsonNode> expected = samples(played);
        assertEquals(6 * 400, expected.size(), "each of 6 cells has 400 samples");
        assertTrue(
                expected.values().stream().anyMatch(one -> one.path("wrong").asDouble() > 0),
                "there is something to tell apart");
        assertEquals(expected, samples(other));
    }

    /** The verdicts by cell and sample, without the match that they happened in, and the models. */
    private static Map<String, JsonNode> samples(Cli cli) throws IOException, InterruptedException {
        Map<String, JsonNode> samples = new TreeMap<>();
        try (Server server = Server.start(cli)) {
            JsonNode tournament = server.get("tournaments").path("tournaments").path(0);
            String id = tournament.path("id").asText();
            for (String attacker : new String[] {"noise", "fgsm", "pgd"}) {
                for (String defender : new String[] {"none", "adversarial-training"}) {
                    String cell = attacker + "/" + defender + "/" + THREAT_MODEL;
                    JsonNode page = server.get("tournaments/" + id + "/cells/" + cell + "/samples?limit=1000");
                    for (JsonNode sample : page.path("samples")) {
                        ((ObjectNode) sample).remove("match");
                        ((ObjectNode) sample).remove("row");
                        samples.put(cell + " " + sample.path("sample").asText(), sample);
                    }
                }
            }
        }
        return samples;
    }
}
