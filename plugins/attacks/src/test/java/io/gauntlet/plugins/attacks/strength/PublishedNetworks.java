package io.gauntlet.plugins.attacks.strength;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.match.MatchHarness;
import io.gauntlet.arena.match.MatchSetup;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.engine.model.Models;
import io.gauntlet.engine.onnx.OnnxFile;
import io.gauntlet.testkit.ArrayExamples;

/**
 * Networks that others trained and published, the first MNIST test images, and what Foolbox 3 reaches on them. Needs
 * {@code shared/models} and {@code shared/design} beside the repository and MNIST in the user's cache; tests are skipped
 * with a sentence where they are missing.
 */
public final class PublishedNetworks {
    private static final Path SHARED = shared();
    private static final Path IMAGES =
            Path.of(System.getProperty("user.home"), ".cache", "gauntlet", "mnist", "t10k-images-idx3-ubyte");
    private static final int IMAGE_HEADER = 16;
    private static final int LABEL_HEADER = 8;
    /** How many samples are attacked together; a block that is not full costs as much as a full one. */
    private static final int BLOCK = 32;

    private static final int PIXELS = 28 * 28;

    private PublishedNetworks() {}

    /** The folder that lies beside the repository, wherever the tests are started in it. */
    private static Path shared() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve("gauntlet"))) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared");
    }

    /** Skips the test when something is missing. */
    public static void assumePresent() {
        for (Path needed :
                List.of(SHARED.resolve("models"), SHARED.resolve("design").resolve("foolbox-reference.json"), IMAGES)) {
            if (!Files.exists(needed)) {
                String reason = "There is no " + needed.getFileName() + ".";
                System.out.println("The tests on published networks are skipped. " + reason);
                Assumptions.abort(reason);
            }
        }
    }

    /** Plays against the first samples of the MNIST test set. */
    public static Outcomes play(
            String network, AttackInfo info, Attack attack, Norm norm, double epsilon, int samples) {
        return play(network, info, attack, ThreatModel.whiteBox(norm, epsilon), samples);
    }

    /** Plays against the first samples of the MNIST test set. */
    public static Outcomes play(String network, AttackInfo info, Attack attack, ThreatModel threatModel, int samples) {
        try {
            byte[] file = Files.readAllBytes(SHARED.resolve("models").resolve(network + ".onnx"));
            ArrayExamples test = images(samples);
            try (Model attacked = Models.model(
                            DefendedModel.of(OnnxFile.read(file, network, Math.min(BLOCK, samples))), test.shape());
                    Model judged = Models.model(
                            DefendedModel.of(OnnxFile.read(file, network, Math.min(BLOCK, samples))), test.shape())) {
                return MatchHarness.play(new MatchSetup(
                                info,
                                attack,
                                attacked,
                                new Referee(judged, threatModel, Seed.of(2), List.of()),
                                test,
                                test,
                                IntStream.range(0, samples).toArray(),
                                threatModel,
                                Seed.of(1),
                                Progress.silent(),
                                new StopSignal()))
                        .outcomes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ArrayExamples images(int samples) throws IOException {
        byte[] pixels = Files.readAllBytes(IMAGES);
        byte[] classes = Files.readAllBytes(IMAGES.resolveSibling("t10k-labels-idx1-ubyte"));
        float[] values = new float[samples * PIXELS];
        int[] labels = new int[samples];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[IMAGE_HEADER + i] & 0xff) / 255f;
        }
        for (int i = 0; i < samples; i++) {
            labels[i] = classes[LABEL_HEADER + i];
        }
        return new ArrayExamples(values, labels, new long[] {28, 28, 1}, 10);
    }

    /** The distances that Foolbox's attack needed for the first samples: 0 already wrong, infinite not broken. */
    public static double[] foolbox(String network, String attack, int samples) {
        try {
            byte[] text = Files.readAllBytes(SHARED.resolve("design").resolve("foolbox-reference.json"));
            JsonNode distances =
                    new ObjectMapper().readTree(text).path(network).path(attack).path("distances");
            return IntStream.range(0, samples)
                    .mapToDouble(i -> distances.get(i).isNull()
                            ? Double.POSITIVE_INFINITY
                            : distances.get(i).asDouble())
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the sample's robustness at L-inf 0.1 is certified, for each of the test images. */
    public static String certified() {
        try {
            return Files.readString(SHARED.resolve("models").resolve("wong2018_certified.bits.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The distances in the attack's norm: 0 already wrong, infinite not broken. */
    public static double[] distances(Norm norm, Outcomes outcomes) {
        return IntStream.range(0, outcomes.size())
                .mapToDouble(i -> outcomes.wrong()[i] == 0 ? Double.POSITIVE_INFINITY : distance(norm, outcomes, i))
                .toArray();
    }

    private static double distance(Norm norm, Outcomes outcomes, int i) {
        return outcomes.distances(norm)[i];
    }

    /** The median over the samples that were right at first; failures count as infinite. */
    public static double median(double[] distances) {
        double[] correct = Arrays.stream(distances).filter(d -> d > 0).sorted().toArray();
        int middle = correct.length / 2;
        return correct.length % 2 == 1 ? correct[middle] : 0.5 * (correct[middle - 1] + correct[middle]);
    }

    /** How many were broken, those that were wrong at first among them. */
    public static int broken(double[] distances) {
        return (int) Arrays.stream(distances).filter(Double::isFinite).count();
    }
}
