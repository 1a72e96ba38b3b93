package io.gauntlet.e2e.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.api.data.Splits;

/** A small data set of noisy bright spots, and attacks that misbehave. */
public final class BlobsPlugin implements Plugin {
    /** Of the attack {@code inverts}: what the jar says, or 1. */
    private static final String VERSION = version();

    /** With what the attack {@code halts} ends its process. */
    public static final int HALTED = 42;

    private static final int SIDE = 8;
    private static final int CLASSES = 4;

    @Override
    public List<DataSetFactory<?>> dataSets() {
        Description description = new Description(
                "blobs", "1", "A bright spot in one of four corners, in noise; made for tests.", List.of(), "");
        return List.of(new DataSetFactory<>(description, NoParameters.class, none -> source -> load()));
    }

    @Override
    public List<AttackFactory<?>> attacks() {
        return List.of(
                new AttackFactory<>(
                        info("throws"),
                        NoParameters.class,
                        none -> (rows, target, fitted) -> search(() -> {
                            throw new IllegalStateException("planted");
                        })),
                new AttackFactory<>(
                        info("hangs"),
                        NoParameters.class,
                        none -> (rows, target, fitted) -> search(() -> {
                            long turns = 0;
                            while (turns >= 0) {
                                turns = (turns + 1) % 1_000_000;
                            }
                        })),
                new AttackFactory<>(
                        info("halts"),
                        NoParameters.class,
                        none -> (rows, target, fitted) ->
                                search(() -> Runtime.getRuntime().halt(HALTED))),
                new AttackFactory<>(
                        info("litters"),
                        NoParameters.class,
                        none -> (rows, target, fitted) -> search(() -> {
                            System.out.println("a plug-in's own words");
                            new Thread(BlobsPlugin::sleep, "left behind by a plug-in").start();
                            invert(rows);
                        })),
                new AttackFactory<>(
                        info("inverts", VERSION),
                        NoParameters.class,
                        none -> (rows, target, fitted) -> search(() -> invert(rows))));
    }

    /** For good, and not as a daemon: it would keep a process from ending. */
    private static void sleep() {
        while (true) {
            LockSupport.parkNanos(1_000_000_000);
        }
    }

    private static String version() {
        try (InputStream in = BlobsPlugin.class.getResourceAsStream("version.txt")) {
            return in == null ? "1" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the dark bright and the bright dark; version 1 hands in the images as they are, which is its bug. */
    private static void invert(Rows rows) {
        for (int row = 0; row < rows.live(); row++) {
            INDArray image = rows.original().get(NDArrayIndex.point(row));
            INDArray way = Transforms.sign(image.rsub(0.5)).muli(rows.epsilon()[row]);
            rows.submit(row, VERSION.equals("1") ? image : image.add(way));
        }
    }

    private static AttackInfo info(String id) {
        return info(id, "1");
    }

    private static AttackInfo info(String id, String version) {
        return new AttackInfo(
                new Description(id, version, "Misbehaves; made for tests.", List.of(), ""),
                AttackInfo.Kind.FIXED_EPSILON,
                Set.of(Norm.LINF),
                Knowledge.LABEL,
                true,
                false,
                "none");
    }

    private static Search search(Runnable step) {
        return new Search() {
            @Override
            public void admit(int[] rows) {}

            @Override
            public void step() {
                step.run();
            }
        };
    }

    /** Its samples. */
    public static DataSet.Loaded load() {
        ByteExamples all = examples(2_400);
        Splits splits = new Splits() {
            @Override
            public ByteExamples train() {
                return all.slice(0, 1_500);
            }

            @Override
            public ByteExamples attacker() {
                return all.slice(1_500, 1_700);
            }

            @Override
            public ByteExamples calibration() {
                return all.slice(1_700, 1_900);
            }

            @Override
            public ByteExamples test() {
                return all.slice(1_900, 2_400);
            }
        };
        return new DataSet.Loaded(splits, Map.of("blobs", "1"));
    }

    private static ByteExamples examples(int n) {
        Draws draws = Seed.of(7).derive("blobs").draws();
        byte[] pixels = new byte[n * SIDE * SIDE];
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            int label = draws.index(CLASSES);
            labels[i] = (byte) label;
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    boolean bright = (y < SIDE / 2 ? 0 : 2) + (x < SIDE / 2 ? 0 : 1) == label;
                    double value = (bright ? 0.62 : 0.4) + 0.18 * draws.gaussian();
                    pixels[(i * SIDE + y) * SIDE + x] = (byte) Math.round(255 * Math.min(1, Math.max(0, value)));
                }
            }
        }
        return ByteExamples.of(pixels, labels, new long[] {SIDE, SIDE, 1}, CLASSES);
    }
}
