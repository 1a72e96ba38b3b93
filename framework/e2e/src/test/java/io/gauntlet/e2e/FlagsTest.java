package io.gauntlet.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is doubted in a real tournament in which a defender masks its gradients, and what is not. */
class FlagsTest {
    private static final Set<String> MASKED =
            Set.of("zero-gradients", "black-box-beats-white-box", "differs-from-differences");

    @TempDir
    Path folder;

    @Test
    void aMaskedDefenderIsDoubtedAndAnHonestOneIsNot() throws Exception {
        Cli cli = CrashTest.installation(folder);
        Files.writeString(folder.resolve("masked.yaml"), """
                name: masked
                seed: 5
                data-set: blobs
                samples: 100
                architecture: mlp
                canaries: none
                defenders:
                  - {defense: none, params: {epochs: 2, batch: 50}}
                  - {defense: [{defense: none, params: {epochs: 2, batch: 50}}, staircase], label: masked}
                attackers:
                  - attack: fgsm
                  - {attack: pgd, params: {steps: 10}}
                  - {attack: square, params: {queries: 300}}
                threat-models:
                  - {norm: linf, epsilon: 0.1}
                """);
        String played = cli.succeed("run", "masked.yaml");
        assertTrue(played.contains("! zero-gradients, pgd against masked:"), played);

        JsonNode board = new ObjectMapper()
                .readTree(cli.succeed("leaderboard", "--json"))
                .path("scoreboards")
                .path(0);
        assertTrue(
                checks(board, "masked").containsAll(MASKED), board.path("flags").toString());
        Set<String> honest = checks(board, "none");
        honest.retainAll(MASKED);
        assertEquals(Set.of(), honest, board.path("flags").toString());
    }

    private static Set<String> checks(JsonNode board, String defender) {
        Set<String> checks = new TreeSet<>();
        board.path("flags").forEach(flag -> {
            if (flag.path("defender").asText().equals(defender)) {
                checks.add(flag.path("check").asText());
            }
        });
        return checks;
    }
}
