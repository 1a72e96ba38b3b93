package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataSource;
import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.match.MatchHarness;
import io.gauntlet.arena.match.MatchSetup;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.engine.model.Models;
import io.gauntlet.engine.onnx.OnnxFile;
import io.gauntlet.plugins.attacks.AttacksPlugin;
import io.gauntlet.plugins.datasets.DataSetsPlugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The attacks' strength on networks that others trained and published, against Foolbox 3 on the same 200 test images:
 * a success more is welcome, one fewer by more than a sample is a weak attack. Needs the networks in
 * {@code ../shared/models} and MNIST, and says so when they are not there.
 */
class PublishedNetworksTest {
    private static final int SAMPLES = 200;
    private static final Path MODELS = Cli.repository().resolveSibling("shared").resolve("models");

    @TempDir
    static Path cache;

    private static DataSet.Loaded mnist;

    @BeforeAll
    static void findModelsAndData() {
        skipUnless(Files.isDirectory(MODELS), "there is no folder ../shared/models");
        Registered plugin = find(new DataSetsPlugin(), Kind.DATA_SET, "mnist");
        try {
            mnist = plugin.createDataSet(JsonNodeFactory.instance.objectNode()).load(new Source());
        } catch (DataUnavailableException e) {
            skipUnless(false, Objects.requireNonNull(e.getMessage()));
        }
    }

    private static void skipUnless(boolean there, String reason) {
        if (!there) {
            System.out.println("The tests on published networks are skipped: " + reason);
        }
        Assumptions.assumeTrue(there, reason);
    }

    @Test
    void fgsmIsFoolboxs() throws IOException {
        assertEquals(191, survivors("wong2020_pgd", "fgsm", params(), Norm.LINF, 0.3), 1);
    }

    @Test
    void pgdIsAtLeastFoolboxs() throws IOException {
        int survivors = survivors("wong2020_pgd", "pgd", params().put("steps", 40), Norm.LINF, 0.3);
        assertTrue(survivors <= 188 + 1, survivors + " of " + SAMPLES + " survive; 188 survive Foolbox's PGD-40");
        int l2 = survivors("wong2020_pgd", "pgd", params().put("steps", 50), Norm.L2, 2.0);
        assertTrue(l2 <= 185 + 1, l2 + " of " + SAMPLES + " survive; 185 survive Foolbox's PGD-50 in L2");
    }

    /** Whatever is certified cannot be broken: an attack that breaks it cheats, or the referee lets it. */
    @Test
    void noCertifiedSampleIsEverBroken() throws IOException {
        String certified = Files.readString(MODELS.resolve("wong2018_certified.bits.txt"));
        Outcomes outcomes =
                play("wong2018_certified", "pgd", params().put("steps", 40).put("restarts", 3), Norm.LINF, 0.1);
        int broken = 0;
        for (int i = 0; i < SAMPLES; i++) {
            boolean won = outcomes.wrong()[i] > 0;
            broken += won ? 1 : 0;
            assertTrue(!won || certified.charAt(i) == '0', "sample " + i + " is certified and was broken");
        }
        assertTrue(broken > 0, "the attack breaks something, so the test can fail");
    }

    private static ObjectNode params() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static int survivors(String network, String attack, JsonNode params, Norm norm, double epsilon)
            throws IOException {
        Outcomes outcomes = play(network, attack, params, norm, epsilon);
        return (int) IntStream.range(0, SAMPLES)
                .filter(i -> outcomes.wrong()[i] == 0)
                .count();
    }

    private static Outcomes play(String network, String attack, JsonNode params, Norm norm, double epsilon)
            throws IOException {
        byte[] file = Files.readAllBytes(MODELS.resolve(network + ".onnx"));
        long[] shape = mnist.splits().test().shape();
        ThreatModel threatModel = ThreatModel.whiteBox(norm, epsilon);
        Registered plugin = find(new AttacksPlugin(), Kind.ATTACK, attack);
        try (Model attacked = Models.model(DefendedModel.of(OnnxFile.read(file, network, 64)), shape);
                Model judged = Models.model(DefendedModel.of(OnnxFile.read(file, network, 64)), shape)) {
            return MatchHarness.play(new MatchSetup(
                            plugin.attack().info(),
                            plugin.createAttack(params),
                            attacked,
                            new Referee(judged, threatModel, Seed.of(2), List.of()),
                            mnist.splits().test(),
                            mnist.splits().attacker(),
                            IntStream.range(0, SAMPLES).toArray(),
                            threatModel,
                            Seed.of(1),
                            Progress.silent(),
                            new StopSignal()))
                    .outcomes();
        }
    }

    private static Registered find(Plugin plugin, Kind kind, String id) {
        return Registered.of(plugin, "test", "0".repeat(64)).stream()
                .filter(one -> one.kind() == kind && one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static final class Source implements DataSource {
        @Override
        public Optional<Path> folder() {
            Path kept = Path.of(System.getProperty("user.home"), ".cache", "gauntlet", "mnist");
            return Optional.of(kept).filter(Files::isDirectory);
        }

        @Override
        public Path cache() {
            return cache;
        }

        @Override
        public boolean online() {
            return true;
        }

        @Override
        public Progress progress() {
            return Progress.silent();
        }
    }
}
