package io.gauntlet.arena.referee;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Norm;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseLimits;

/**
 * The verdict on each sample of a match, a column a property; all columns have one entry for each sample.
 *
 * @param sample position in the test split
 * @param label the true class
 * @param cleanLabel the model's answer to the clean sample, -1 when it was rejected
 * @param goal the class to reach, -1 when untargeted
 * @param adversarialLabel the model's answer to the final candidate, -1 when it was rejected
 * @param wrong the share of the referee's draws in which the final candidate is the attacker's: 0 or 1 for models
 *     without randomness. A sample already wrong when clean is the attacker's at distance 0
 * @param margin the referee's mean margin at the final candidate: logit of the label minus the greatest other
 * @param linf distance of the final candidate, likewise l2, l1 and l0
 * @param queries forward passes billed
 * @param gradients gradients billed
 * @param firstSuccess queries billed when the attack first saw a success, 0 when it never did
 * @param survives for each transformation the share of draws in which the final candidate stays the attacker's; -1 for
 *     samples that were not broken
 * @param redrawn like {@code wrong}, of as many draws again: what is chosen by the first draws is reported by these, or
 *     the luckiest of several attacks would be reported by its luck. Null, and not written, for models without randomness
 * @param detector scores of the detector; null, and not written, without one
 * @param poses of the final candidates; null, and not written, where values were changed instead
 */
public record Outcomes(
        int[] sample,
        int[] label,
        int[] cleanLabel,
        int[] goal,
        int[] adversarialLabel,
        float[] wrong,
        float[] margin,
        float[] linf,
        float[] l2,
        float[] l1,
        float[] l0,
        long[] queries,
        long[] gradients,
        long[] firstSuccess,
        Map<String, float[]> survives,
        // Outcomes of before there were further draws and scores lack them.
        @JsonInclude(JsonInclude.Include.NON_NULL) float @Nullable [] redrawn,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Detection detector,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Poses poses) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /**
     * What a detector said.
     *
     * @param threshold above which samples are rejected
     * @param clean the mean score of the clean samples
     * @param candidate the mean score of the final candidates
     */
    public record Detection(float threshold, float[] clean, float[] candidate) {}

    /**
     * The poses that final candidates were rendered in; {@link io.gauntlet.api.pose.PoseWarp} makes the same pictures of
     * them again, bit by bit.
     *
     * @param degrees of each, likewise right and down
     * @param distance the share of the limits that each takes: see {@link io.gauntlet.api.pose.PoseLimits#distance}
     */
    public record Poses(double[] degrees, double[] right, double[] down, float[] distance) {
        /** Of poses within limits, or beyond. */
        static Poses of(Pose[] poses, PoseLimits limits) {
            Poses columns = new Poses(
                    new double[poses.length],
                    new double[poses.length],
                    new double[poses.length],
                    new float[poses.length]);
            for (int i = 0; i < poses.length; i++) {
                columns.degrees[i] = poses[i].degrees();
                columns.right[i] = poses[i].right();
                columns.down[i] = poses[i].down();
                columns.distance[i] = (float) limits.distance(poses[i]);
            }
            return columns;
        }

        /** One of them. */
        public Pose pose(int i) {
            return new Pose(degrees[i], right[i], down[i]);
        }
    }

    /** Of a model without randomness and detector, whose samples' values were changed. */
    public Outcomes(
            int[] sample,
            int[] label,
            int[] cleanLabel,
            int[] goal,
            int[] adversarialLabel,
            float[] wrong,
            float[] margin,
            float[] linf,
            float[] l2,
            float[] l1,
            float[] l0,
            long[] queries,
            long[] gradients,
            long[] firstSuccess,
            Map<String, float[]> survives) {
        this(
                sample,
                label,
                cleanLabel,
                goal,
                adversarialLabel,
                wrong,
                margin,
                linf,
                l2,
                l1,
                l0,
                queries,
                gradients,
                firstSuccess,
                survives,
                null,
                null,
                null);
    }

    /**
     * The outcomes of several matches on different samples, one after the other.
     *
     * @param parts all with the same transformations
     */
    public static Outcomes joined(List<Outcomes> parts) {
        Map<String, float[]> survives = new TreeMap<>();
        for (Outcomes part : parts) {
            part.survives()
                    .keySet()
                    .forEach(name -> survives.computeIfAbsent(
                            name, key -> floats(parts, one -> one.survives().get(key))));
        }
        return new Outcomes(
                ints(parts, Outcomes::sample),
                ints(parts, Outcomes::label),
                ints(parts, Outcomes::cleanLabel),
                ints(parts, Outcomes::goal),
                ints(parts, Outcomes::adversarialLabel),
                floats(parts, Outcomes::wrong),
                floats(parts, Outcomes::margin),
                floats(parts, Outcomes::linf),
                floats(parts, Outcomes::l2),
                floats(parts, Outcomes::l1),
                floats(parts, Outcomes::l0),
                longs(parts, Outcomes::queries),
                longs(parts, Outcomes::gradients),
                longs(parts, Outcomes::firstSuccess),
                survives,
                parts.stream().allMatch(part -> part.redrawn() != null)
                        ? floats(parts, Outcomes::redrawnOrWrong)
                        : null,
                detections(parts),
                poses(parts));
    }

    private static @Nullable Poses poses(List<Outcomes> parts) {
        List<Poses> all =
                parts.stream().map(Outcomes::poses).flatMap(Stream::ofNullable).toList();
        return all.isEmpty() || all.size() < parts.size()
                ? null
                : new Poses(
                        doubles(all, Poses::degrees),
                        doubles(all, Poses::right),
                        doubles(all, Poses::down),
                        concatenated(all.stream().map(Poses::distance).toList()));
    }

    private static double[] doubles(List<Poses> parts, Function<Poses, double[]> column) {
        return parts.stream().map(column).flatMapToDouble(Arrays::stream).toArray();
    }

    private static @Nullable Detection detections(List<Outcomes> parts) {
        List<Detection> all = parts.stream()
                .map(Outcomes::detector)
                .flatMap(Stream::ofNullable)
                .toList();
        return all.isEmpty() || all.size() < parts.size()
                ? null
                : new Detection(
                        all.get(0).threshold(),
                        concatenated(all.stream().map(Detection::clean).toList()),
                        concatenated(all.stream().map(Detection::candidate).toList()));
    }

    private float[] redrawnOrWrong() {
        return redrawn == null ? wrong : redrawn;
    }

    private static int[] ints(List<Outcomes> parts, Function<Outcomes, int[]> column) {
        return parts.stream().map(column).flatMapToInt(Arrays::stream).toArray();
    }

    private static long[] longs(List<Outcomes> parts, Function<Outcomes, long[]> column) {
        return parts.stream().map(column).flatMapToLong(Arrays::stream).toArray();
    }

    private static float[] floats(List<Outcomes> parts, Function<Outcomes, float[]> column) {
        return concatenated(parts.stream().map(column).toList());
    }

    private static float[] concatenated(List<float[]> columns) {
        float[] all =
                new float[columns.stream().mapToInt(column -> column.length).sum()];
        int at = 0;
        for (float[] values : columns) {
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return all;
    }

    /** How many samples. */
    public int size() {
        return sample.length;
    }

    /**
     * The distances of final candidates.
     *
     * @throws IllegalArgumentException for {@link Norm#POSE} where values were changed
     */
    public float[] distances(Norm norm) {
        return switch (norm) {
            case LINF -> linf;
            case L2 -> l2;
            case L1 -> l1;
            case L0 -> l0;
            case POSE -> {
                if (poses == null) {
                    throw new IllegalArgumentException("No poses are recorded, where values were changed instead.");
                }
                yield poses.distance();
            }
        };
    }

    /** Whether a sample was answered rightly (and accepted) when clean. */
    public boolean cleanCorrect(int i) {
        return cleanLabel[i] == label[i];
    }

    /** Whether the attack took a sample that was right when clean; of several draws, in half of them. */
    public boolean beaten(int i) {
        return cleanCorrect(i) && wrong[i] >= 0.5f;
    }

    /** The share of draws in which the final candidate is the attacker's, of draws by which nothing was chosen. */
    public float reported(int i) {
        return redrawnOrWrong()[i];
    }

    /** Canonical JSON: the bytes of the artifact. */
    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write outcomes as JSON.", e);
        }
    }

    /** Reads an artifact. @throws IOException when the bytes are not outcomes */
    public static Outcomes fromJson(byte[] json) throws IOException {
        return JSON.readValue(json, Outcomes.class);
    }
}
