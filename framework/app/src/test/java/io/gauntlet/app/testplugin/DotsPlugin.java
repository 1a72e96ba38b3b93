package io.gauntlet.app.testplugin;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.api.data.DataSource;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.api.pose.PoseWarp;

/** Pictures of 4 x 4 whose bright half is the class; attacks that darken and turn; a defense that trains for an epoch. */
public final class DotsPlugin implements Plugin {
    /** A file that makes it a later version of itself: {@code darken} has other parameters. */
    public static final String CHANGED = "changed";

    private static final int SIDE = 4;

    private static Description description(String id, String summary) {
        return new Description(id, "1", summary, List.of("Nobody: A paper that does not exist, 2000"), "For tests.");
    }

    @Override
    public List<DataSetFactory<?>> dataSets() {
        return List.of(
                new DataSetFactory<>(
                        description("dots", "Bright halves of small pictures."),
                        NoParameters.class,
                        none -> new Dots(SIDE)),
                new DataSetFactory<>(
                        description("wide-dots", "Bright halves of wider pictures."),
                        NoParameters.class,
                        none -> new Dots(2 * SIDE)));
    }

    @Override
    public List<DefenseFactory<?>> defenses() {
        return List.of(new DefenseFactory<>(
                new DefenseInfo(description("plain", "No defense."), false, true),
                NoParameters.class,
                none -> new Plain()));
    }

    @Override
    public List<AttackFactory<?>> attacks() {
        return List.of(
                DotsPlugin.class.getResource(CHANGED) == null
                        ? new AttackFactory<>(info("darken", "Makes everything darker."), Strength.class, Darken::new)
                        : new AttackFactory<>(
                                new AttackInfo(
                                        new Description("darken", "2", "Makes everything darker.", List.of(), ""),
                                        AttackInfo.Kind.FIXED_EPSILON,
                                        Set.of(Norm.LINF),
                                        Knowledge.LABEL,
                                        false,
                                        false,
                                        "one query"),
                                LaterStrength.class,
                                later -> new Darken(new Strength(later.share()))),
                new AttackFactory<>(
                        new AttackInfo(
                                description("climb", "Steps of a tenth of epsilon along the gradient's sign."),
                                AttackInfo.Kind.FIXED_EPSILON,
                                Set.of(Norm.LINF),
                                Knowledge.WHITE_BOX,
                                false,
                                false,
                                "11 gradients"),
                        NoParameters.class,
                        none -> DotsPlugin::climb),
                new AttackFactory<>(
                        new AttackInfo(
                                description("tilt", "Turns everything as far as it may."),
                                AttackInfo.Kind.FIXED_EPSILON,
                                Set.of(Norm.POSE),
                                Knowledge.LABEL,
                                false,
                                false,
                                "one query"),
                        NoParameters.class,
                        none -> (rows, target, fitted) -> new Tilt(rows, target)),
                new AttackFactory<>(
                        info("dawdle", "Goes on until it is told to end."),
                        NoParameters.class,
                        none -> DotsPlugin::dawdle),
                new AttackFactory<>(
                        info("stumble", "Always fails."), NoParameters.class, none -> (rows, target, fitted) -> {
                            throw new IllegalStateException("planted");
                        }));
    }

    private static Search dawdle(Rows rows, Target target, Attack.Fitted fitted) {
        return new Search() {
            @Override
            public void admit(int[] admitted) {}

            @Override
            public void step() {
                LockSupport.parkNanos(5_000_000);
                rows.offer(rows.original(), target.labels(rows.original(), rows.all()));
            }
        };
    }

    private static Search climb(Rows rows, Target target, Attack.Fitted fitted) {
        return new Search() {
            @Override
            public void admit(int[] admitted) {
                rows.image("x").assign(rows.original());
            }

            @Override
            public void step() {
                INDArray x = rows.image("x");
                Gradient gradient = target.gradient(x, rows.all(), Losses.margin(), 1);
                rows.offer(x, gradient.answer());
                float[] values = Floats.values(x);
                float[] slope = Floats.values(gradient.values());
                for (int i = 0; i < values.length; i++) {
                    values[i] += 0.1f * (float) rows.threatModel().epsilon() * Math.signum(slope[i]);
                }
                Floats.put(values, x);
                for (int row = 0; row < rows.live(); row++) {
                    if (rows.iteration()[row] == 10) {
                        rows.finish(row);
                    }
                }
            }
        };
    }

    private static AttackInfo info(String id, String summary) {
        return new AttackInfo(
                description(id, summary),
                AttackInfo.Kind.FIXED_EPSILON,
                Set.of(Norm.LINF),
                Knowledge.LABEL,
                false,
                false,
                "one query");
    }

    /** How strong. */
    public record Strength(
            @Param(value = "the change as a share of epsilon", defaultValue = "1", min = 0, max = 1)
            double share) {}

    /** How strong, in the later version. */
    public record LaterStrength(
            @Param(value = "the change as a share of epsilon", defaultValue = "0.9", min = 0, max = 2)
            double share,

            @Param(value = "how often", defaultValue = "1", min = 1)
            int times) {}

    private record Parted(Examples train, Examples attacker, Examples calibration, Examples test) implements Splits {}

    private record Dots(int width) implements DataSet {
        @Override
        public Loaded load(DataSource source) {
            return new Loaded(
                    new Parted(examples(256), examples(16), examples(16), examples(40)),
                    Map.of("dots", "0".repeat(64)));
        }

        private Examples examples(int n) {
            byte[] pixels = new byte[n * SIDE * width];
            byte[] labels = new byte[n];
            for (int i = 0; i < n; i++) {
                labels[i] = (byte) (i % 2);
                for (int p = 0; p < SIDE * width; p++) {
                    boolean bright = (p % width < width / 2) == (labels[i] == 0);
                    pixels[i * SIDE * width + p] = (byte) ((bright ? 200 : 50) + (i * 7 + p * 3) % 40);
                }
            }
            return ByteExamples.of(pixels, labels, new long[] {SIDE, width, 1}, 2);
        }
    }

    private static final class Plain implements Defense {
        @Override
        public Parts train(Training training) {
            Network network = training.create(training.seed().derive("weights"));
            training.fit(
                    network,
                    new TrainingOptions(
                            2, 32, TrainingOptions.Optimizer.ADAM, 0.01, TrainingOptions.Schedule.CONSTANT, 0, 0),
                    Augmentation.NONE);
            return Parts.of(network);
        }
    }

    private static final class Darken implements Attack {
        private final double share;

        Darken(Strength strength) {
            this.share = strength.share();
        }

        @Override
        public Search start(Rows rows, Target target, Fitted fitted) {
            return new Search() {
                @Override
                public void admit(int[] admitted) {}

                @Override
                public void step() {
                    INDArray candidate = rows.original().dup('c');
                    candidate.subi(share * rows.threatModel().epsilon());
                    Answer answer = target.labels(candidate, rows.all());
                    rows.offer(candidate, answer);
                    for (int row = 0; row < rows.live(); row++) {
                        rows.finish(row);
                    }
                }
            };
        }
    }

    private record Tilt(Rows rows, Target target) implements Search {
        @Override
        public void admit(int[] admitted) {}

        @Override
        public void step() {
            PoseLimits limits = Objects.requireNonNull(rows.threatModel().poseLimits());
            PoseWarp warp = new PoseWarp(target.shape());
            float[] originals = Floats.values(rows.original());
            float[] turned = new float[originals.length];
            Pose[] poses = new Pose[rows.live()];
            for (int row = 0; row < rows.live(); row++) {
                poses[row] = new Pose(limits.rotation(), 0, 0);
                warp.render(poses[row], originals, row * warp.length(), turned, row * warp.length());
            }
            try (INDArray x = Floats.array(turned, rows.original().shape())) {
                rows.offer(poses, target.labels(x, rows.all()));
            }
            for (int row = 0; row < rows.live(); row++) {
                rows.finish(row);
            }
        }
    }
}
