package io.gauntlet.bench.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.gauntlet.bench.BenchException;

/**
 * What other people's code reaches on the first samples of a test set: a JSON object with one member for each network,
 * which has one for each attack by the names of {@link BenchedAttack}. An attack has {@code seconds_2_threads} and either
 * {@code eps} and {@code robust_accuracy}, lists that go together, or {@code distances}, one for each sample: 0 where it
 * is wrong when clean, null where it was not broken. Beside {@code eps} there may be {@code standing}, for each a text
 * with a 1 for each sample that stands and a 0 for each other one; {@code samples} says how many samples an attack's
 * figures are of, {@code gradients} how many each of them cost. What is missing is NaN here.
 */
final class ReferenceFigures {
    /** Nothing is known. */
    static final ReferenceFigures NONE = new ReferenceFigures(MissingNode.getInstance(), 1);

    private final JsonNode attacks;
    private final int samples;

    private ReferenceFigures(JsonNode attacks, int samples) {
        this.attacks = attacks;
        this.samples = samples;
    }

    /**
     * Reads the figures of one network.
     *
     * @param samples how many samples they are of
     * @throws BenchException when the file cannot be read or does not have the network
     */
    static ReferenceFigures read(Path file, String network, int samples) {
        JsonNode all;
        try {
            all = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw BenchException.mistake("The file " + file + " of --reference is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw BenchException.mistake("The file " + file + " of --reference cannot be read.");
        }
        if (!all.path(network).isObject()) {
            throw BenchException.mistake("The file " + file + " of --reference has no figures for '" + network
                    + "': the file of --onnx must be named after a network in it.");
        }
        return new ReferenceFigures(all.path(network), samples);
    }

    /** Seconds for each sample. */
    double seconds(BenchedAttack attack) {
        JsonNode figures = attacks.path(attack.name());
        return figures.path("seconds_2_threads").asDouble(Double.NaN) / samples(figures);
    }

    /** How many samples the figures of an attack are of. */
    private int samples(JsonNode figures) {
        return figures.path("samples").asInt(samples);
    }

    /** Gradients for each sample. */
    double gradients(BenchedAttack attack) {
        return attacks.path(attack.name()).path("gradients").asDouble(Double.NaN);
    }

    /** Which of the first {@code n} samples stand at epsilon; empty where that is not known of each. */
    Optional<boolean[]> standing(BenchedAttack attack, double epsilon, int n) {
        JsonNode figures = attacks.path(attack.name());
        boolean[] standing = new boolean[n];
        if (figures.path("distances").size() >= n) {
            double[] distances = distances(figures, n);
            for (int i = 0; i < n; i++) {
                standing[i] = distances[i] > epsilon;
            }
            return Optional.of(standing);
        }
        String bits = figures.path("standing").path(at(figures, epsilon)).asText();
        if (bits.length() < n) {
            return Optional.empty();
        }
        for (int i = 0; i < n; i++) {
            standing[i] = bits.charAt(i) == '1';
        }
        return Optional.of(standing);
    }

    /** Where an epsilon is in the list of an attack's figures, or -1. */
    private static int at(JsonNode figures, double epsilon) {
        for (int i = 0; i < figures.path("eps").size(); i++) {
            if (figures.path("eps").get(i).asDouble() == epsilon) {
                return i;
            }
        }
        return -1;
    }

    /** The share of the first {@code n} samples that stand at epsilon. */
    double robustAccuracy(BenchedAttack attack, double epsilon, int n) {
        Optional<boolean[]> standing = standing(attack, epsilon, n);
        if (standing.isPresent()) {
            int count = 0;
            for (boolean one : standing.get()) {
                count += one ? 1 : 0;
            }
            return (double) count / n;
        }
        JsonNode figures = attacks.path(attack.name());
        return n == samples(figures)
                ? figures.path("robust_accuracy").path(at(figures, epsilon)).asDouble(Double.NaN)
                : Double.NaN;
    }

    /** The median distance of the samples right when clean among the first {@code n}; failures count as infinite. */
    double median(BenchedAttack attack, int n) {
        JsonNode figures = attacks.path(attack.name());
        if (figures.path("distances").size() < n) {
            return Double.NaN;
        }
        double[] right =
                Arrays.stream(distances(figures, n)).filter(d -> d > 0).sorted().toArray();
        return right.length == 0 ? Double.NaN : right[(right.length - 1) / 2];
    }

    private static double[] distances(JsonNode figures, int n) {
        double[] distances = new double[n];
        for (int i = 0; i < n; i++) {
            distances[i] = figures.path("distances").path(i).asDouble(Double.POSITIVE_INFINITY);
        }
        return distances;
    }
}
