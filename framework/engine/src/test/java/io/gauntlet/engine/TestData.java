package io.gauntlet.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.network.CompiledNetwork;

/** Data and networks that tests share. */
public final class TestData {
    private TestData() {}

    /** A network with fresh weights. */
    public static CompiledNetwork network(Blueprint blueprint, long seed, int block) {
        return CompiledNetwork.of("test", blueprint, new ParameterLayout(blueprint).draw(Seed.of(seed)), block);
    }

    /** Values uniform in [0,1]. */
    public static INDArray uniform(long seed, int n, long... shape) {
        long[] full = new long[shape.length + 1];
        full[0] = n;
        System.arraycopy(shape, 0, full, 1, shape.length);
        float[] values = new float[(int) (n * Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        Seed.of(seed).draws().fillUniform(values, 0, 1);
        return Memory.array(values, full);
    }

    /** Pictures of a bright square whose place tells the class; all splits the same. */
    public static Splits squares(int n, int classes) {
        byte[] pixels = new byte[n * 144];
        byte[] labels = new byte[n];
        Draws draws = Seed.of(5).draws();
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) draws.index(classes);
            for (int p = 0; p < 144; p++) {
                boolean inside = p / 12 / 4 == labels[i] / 3 && p % 12 / 4 == labels[i] % 3;
                pixels[i * 144 + p] = (byte) (draws.index(120) + (inside ? 120 : 0));
            }
        }
        Examples examples = ByteExamples.of(pixels, labels, new long[] {12, 12, 1}, classes);
        return new SameSplits(examples);
    }

    private record SameSplits(Examples train) implements Splits {
        @Override
        public Examples attacker() {
            return train;
        }

        @Override
        public Examples calibration() {
            return train;
        }

        @Override
        public Examples test() {
            return train;
        }
    }

    /** A file of the project's shared models, which lie beside the repository on some machines. */
    public static Optional<Path> sharedModel(String name) {
        return find(List.of("../shared/models/" + name));
    }

    /** The MNIST test split, where a data folder or the cache has it. */
    public static Optional<ByteExamples> mnistTest() throws IOException {
        String folder = System.getenv("GAUNTLET_TEST_MNIST");
        List<String> folders = folder == null ? List.of(".gauntlet/data/mnist") : List.of(folder);
        for (String one : folders) {
            Optional<Path> images = find(List.of(one + "/t10k-images-idx3-ubyte"));
            Optional<Path> labels = find(List.of(one + "/t10k-labels-idx1-ubyte"));
            if (images.isPresent() && labels.isPresent()) {
                byte[] pixels = Files.readAllBytes(images.get());
                byte[] classes = Files.readAllBytes(labels.get());
                return Optional.of(ByteExamples.of(
                        Arrays.copyOfRange(pixels, 16, pixels.length),
                        Arrays.copyOfRange(classes, 8, classes.length),
                        new long[] {28, 28, 1},
                        10));
            }
        }
        return Optional.empty();
    }

    /** Paths count from the repository's root, which is some folders above a module's. */
    private static Optional<Path> find(List<String> paths) {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("LICENSE"))) {
            root = root.getParent();
        }
        if (root != null) {
            for (String path : paths) {
                Path found = root.resolve(path).normalize();
                if (Files.isReadable(found)) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }
}
