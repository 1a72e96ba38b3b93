package io.gauntlet.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.model.Stage;
import io.gauntlet.arena.parameter.ParameterSchema;
import io.gauntlet.engine.architecture.Architectures;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.testkit.Rehearsal.Course;
import io.gauntlet.testkit.Rehearsal.Outcome;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What every defense must keep to. Extend it, say which defense and parameters to test, and run it as a JUnit 5 test:
 *
 * <pre>{@code
 * class MyDefenseTest extends DefenseContract<MyDefense.Parameters> {
 *     @Override
 *     protected DefenseFactory<MyDefense.Parameters> factory() {
 *         return MyPlugin.MY_DEFENSE;
 *     }
 *
 *     @Override
 *     protected MyDefense.Parameters parameters() {
 *         return new MyDefense.Parameters(8);
 *     }
 * }
 * }</pre>
 *
 * <p>The defense learns from some hundred synthetic pictures of 12 x 12 with four classes, through the engine that
 * trains for tournaments; one that trains no network is given one trained on natural pictures as its base. Each check
 * says in its message what is wrong and what to do. A defense that cannot keep a check says so by overriding
 * {@link #draws()}, {@link #leastAccuracy()}, {@link #derivativeAgreement()}, {@link #outputsLogits()} or
 * {@link #falseAlarms()}.
 *
 * @param <P> the record of the defense's parameters
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DefenseContract<P extends Record> {
    private static final int SAMPLES = 20;

    private @Nullable Outcome learned;

    /** For a new contract. */
    protected DefenseContract() {}

    /** The defense under test. */
    protected abstract DefenseFactory<P> factory();

    /**
     * The parameters to test it with: few epochs (training is repeated half a dozen times), but enough that it learns.
     * There are 240 pictures to learn from; batches of 40 and a learning rate of 0.003 with 8 epochs suffice.
     */
    protected abstract P parameters();

    /** The architecture of the networks; {@code small-cnn} unless overridden. */
    protected Architecture architecture() {
        return Architectures.stock().get("small-cnn");
    }

    /** Whether what is learned depends on the seed: unless overridden for all that train a network. */
    protected boolean draws() {
        return factory().info().trains();
    }

    /** The share of unseen pictures that it must answer rightly; 0.9 unless overridden, guessing gives 0.25. */
    protected double leastAccuracy() {
        return 0.9;
    }

    /**
     * The share of samples and directions in which derivatives that are declared exact must agree with finite
     * differences; 0.9 unless overridden, since some cross a kink.
     */
    protected double derivativeAgreement() {
        return 0.9;
    }

    /** Whether the outputs are logits; a defense that has reasons to output anything else overrides this and says which. */
    protected boolean outputsLogits() {
        return true;
    }

    /** The share of the calibration split that its detector may reject; 0.02 unless overridden. */
    protected double falseAlarms() {
        return 0.02;
    }

    @Test
    @DisplayName("The same seed gives the same model, bit by bit, whatever the number of threads")
    public final void sameSeedSameBits() {
        assertArrayEquals(
                learned().parts(),
                rehearsal().train(Course.PLAIN.withThreads(1)).parts(),
                "Two trainings with the same seed differ. Draw only from training.seed() and shard.draws(sample,"
                        + " purpose): no Random of your own, no clock; shards are learned from by several threads at"
                        + " once and in any order, so a hook must not carry anything from one shard to another.");
    }

    @Test
    @DisplayName("Another seed gives another model, and only where something is drawn")
    public final void anotherSeedAnotherModel() {
        boolean same = Arrays.equals(
                learned().parts(), rehearsal().train(Course.PLAIN.withSeed(2)).parts());
        assertEquals(
                draws(),
                !same,
                draws()
                        ? "Another seed changed nothing: derive all seeds from training.seed(). If nothing is drawn,"
                                + " override draws() to return false."
                        : "Another seed changed what was learned although draws() says that nothing is drawn.");
    }

    @Test
    @DisplayName("A training that was stopped goes on to the same bits")
    public final void resumesToTheSameBits() {
        int reports = learned().reports();
        assumeTrue(reports > 0, "nothing is trained");
        for (int stop : new TreeSet<>(List.of(1, reports / 2, reports))) {
            if (stop < 1) {
                continue;
            }
            MemoryCheckpoints checkpoints = new MemoryCheckpoints();
            assertThrows(
                    StoppedException.class,
                    () -> rehearsal().train(Course.PLAIN.with(checkpoints, stop)),
                    "The training was stopped at report " + stop + " of " + reports
                            + " and went on. Let StoppedException pass.");
            assertArrayEquals(
                    learned().parts(),
                    rehearsal().train(Course.PLAIN.with(checkpoints, -1)).parts(),
                    "A training that was stopped at report " + stop + " of " + reports
                            + " and taken up again ended differently. Hooks that remember something between calls"
                            + " implement Checkpointed; ask for the same fits in the same order.");
        }
    }

    @Test
    @DisplayName("The splits of attackers and of the tournament are not looked at")
    public final void otherSplitsAreNotTouched() {
        assertTrue(
                learned().training().forbidden().isEmpty(),
                "The defense asked for the splits " + learned().training().forbidden()
                        + ". Learn from train, and choose thresholds and the like on calibration.");
    }

    @Test
    @DisplayName("It has learned: unseen pictures are answered rightly")
    public final void answersUnseenPictures() {
        try (Model model = assembled()) {
            Examples test = rehearsal().splits().test();
            int[] all = IntStream.range(0, test.size()).toArray();
            float[][] logits = logits(model, all);
            double right = IntStream.range(0, test.size())
                            .filter(i -> largest(logits[i]) == test.label(i))
                            .count()
                    / (double) test.size();
            assertTrue(
                    right >= leastAccuracy(),
                    "Only " + right + " of the unseen pictures were answered rightly, not " + leastAccuracy()
                            + ". Give parameters() more epochs, or override leastAccuracy() with what is to be"
                            + " expected.");
        }
    }

    @Test
    @DisplayName("Assembling is pure: the same parts give the same answers as often as they are used")
    public final void assemblingIsPure() {
        Rehearsal<P> rehearsal = rehearsal();
        Parts parts = rehearsal.read(learned().parts());
        int[] samples = IntStream.range(0, SAMPLES).toArray();
        try (Model first = rehearsal.model(rehearsal.defense(), parts);
                Model fresh = assembled()) {
            float[][] answers = logits(first, samples);
            try (INDArray x = Rehearsal.images(rehearsal.splits().test(), samples)) {
                first.gradient(x, rehearsal.draws(samples), (i, output, into) -> into.logits()[0] = 1);
            }
            assertArrayEquals(
                    learned().parts(),
                    PartsFile.write(parts),
                    "Using the defended model changed what was learned. Copy arrays before writing into them.");
            Model second = rehearsal.model(rehearsal.defense(), parts);
            assertArrayEquals(
                    answers,
                    logits(second, samples),
                    "A model assembled a second time answers differently: assemble() must draw nothing and leave the"
                            + " parts as they are.");
            assertArrayEquals(
                    answers,
                    logits(fresh, samples),
                    "Another instance of the defense assembles another model: everything that was learned must be in"
                            + " the parts, nothing in fields of the defense.");
        }
    }

    @Test
    @DisplayName("No arrays are left behind when the defended model is closed")
    public final void arraysAreFreed() {
        learned();
        long arrays = LeftBehind.arrays(() -> {
            try (Model model = assembled()) {
                logits(model, 0, 1, 2);
            }
        });
        assertEquals(
                0,
                arrays,
                "Each defended model leaves " + arrays + " arrays behind although it was closed. Keep no array"
                        + " in a static field or in the defense itself, and free in close() what stages keep.");
    }

    @Test
    @DisplayName("A sample's answer depends neither on the other samples nor on its place among them")
    public final void samplesAreAlone() {
        try (Model model = assembled()) {
            int[] all = IntStream.range(0, SAMPLES).toArray();
            float[][] together = logits(model, all);
            int[] backwards =
                    IntStream.range(0, SAMPLES).map(i -> SAMPLES - 1 - i).toArray();
            float[][] turned = logits(model, backwards);
            for (int i = 0; i < SAMPLES; i++) {
                String hint = "Sample " + i + " is answered differently %s. Draw from draws.of(row) alone, and use"
                        + " nothing of other rows.";
                assertArrayEquals(together[i], logits(model, i)[0], String.format(hint, "alone"));
                assertArrayEquals(together[i], turned[SAMPLES - 1 - i], String.format(hint, "in another order"));
            }
        }
    }

    @Test
    @DisplayName("It says truly whether it draws when it answers")
    public final void randomnessIsDeclared() {
        DefendedModel defended = rehearsal()
                .defended(rehearsal().defense(), rehearsal().read(learned().parts()));
        boolean draws = defended.stages().stream().anyMatch(Stage::randomised)
                || defended.detector().map(Detector::randomised).orElse(false);
        assertEquals(
                factory().info().randomised(),
                draws,
                "DefenseInfo.randomised() and the stages' randomised() disagree: attackers and the referee go by it.");
        defended.stages().forEach(Stage::close);
    }

    @Test
    @DisplayName("It says how many parameters were trained, wherever its networks are")
    public final void parametersAreCounted() {
        try (Model model = assembled()) {
            assertTrue(
                    model.stages().stream().mapToLong(Stage::parameterCount).sum() > 0,
                    "The stages say that nothing was trained in them. A stage that asks networks itself overrides"
                            + " parameterCount().");
        }
    }

    @Test
    @DisplayName("Outputs are logits, one for each class")
    public final void outputsAreLogits() {
        assumeTrue(outputsLogits(), "outputsLogits() says that they are something else");
        try (Model model = assembled()) {
            assertEquals(SquarePictures.CLASSES, model.classes());
            float[][] logits = logits(model, IntStream.range(0, SAMPLES).toArray());
            boolean probabilities = true;
            for (float[] row : logits) {
                double sum = 0;
                boolean negative = false;
                for (float value : row) {
                    assertTrue(Float.isFinite(value), "An output is " + value + ".");
                    sum += value;
                    negative |= value < 0;
                }
                probabilities &= !negative && Math.abs(sum - 1) < 1e-3;
            }
            assertFalse(
                    probabilities,
                    "The outputs are not negative and sum to 1: they seem to have gone through a softmax, which hides"
                            + " gradients where it saturates. Output logits.");
        }
    }

    @Test
    @DisplayName("Derivatives are what they are declared to be, and arguments are not written over")
    public final void derivativesAreAsDeclared() {
        int[] samples = IntStream.range(0, SAMPLES).toArray();
        RowDraws draws = rehearsal().draws(samples);
        DefendedModel defended = rehearsal()
                .defended(rehearsal().defense(), rehearsal().read(learned().parts()));
        INDArray at = Rehearsal.images(rehearsal().splits().test(), samples);
        for (Stage stage : defended.stages()) {
            float[] before = Floats.values(at);
            long[] inner = Arrays.copyOfRange(at.shape(), 1, at.rank());
            Differences differences = new Differences(stage, at, draws);
            float[] product = differences.product();
            assertEquals(before.length, product.length, stage.name() + ": the product is not shaped like the input");
            for (float value : product) {
                assertTrue(Float.isFinite(value), stage.name() + ": the vector-Jacobian product holds " + value);
            }
            if (stage.declared() != Derivative.STRAIGHT_THROUGH) {
                double agreement = differences.agreement();
                assertTrue(
                        agreement >= derivativeAgreement(),
                        stage.name() + " declares its derivative " + stage.declared() + ", for the draws given, but its"
                                + " vector-Jacobian product agrees with finite differences in only "
                                + Math.round(100 * agreement) + " % of the cases. Correct vjp, or declare it"
                                + " STRAIGHT_THROUGH.");
            }
            assertArrayEquals(before, Floats.values(at), stage.name() + " wrote over its input");
            INDArray next = stage.forward(at, draws).dup('c');
            assertArrayEquals(
                    stage.outputShape(inner),
                    Arrays.copyOfRange(next.shape(), 1, next.rank()),
                    stage.name() + ": outputShape disagrees with forward");
            at.close();
            at = next;
        }
        at.close();
        defended.stages().forEach(Stage::close);
    }

    @Test
    @DisplayName("A detector accepts nearly all that it was calibrated on")
    public final void detectorKeepsToItsRate() {
        try (Model model = assembled()) {
            assumeTrue(model.threshold() != Float.POSITIVE_INFINITY, "there is no detector");
            assertTrue(Float.isFinite(model.threshold()), "The threshold is " + model.threshold() + ".");
            Examples calibration = rehearsal().splits().calibration();
            int[] all = IntStream.range(0, calibration.size()).toArray();
            try (INDArray x = Rehearsal.images(calibration, all)) {
                double rejected = model.forward(x, rehearsal().draws(all)).stream()
                                .filter(output -> output.score() > model.threshold())
                                .count()
                        / (double) calibration.size();
                assertTrue(
                        rejected <= falseAlarms(),
                        "The detector rejects " + rejected + " of the calibration split, more than " + falseAlarms()
                                + ". Choose the threshold as a quantile of the scores on that split.");
            }
        }
    }

    @Test
    @DisplayName("Every parameter is described")
    public final void parametersAreDescribed() {
        ParameterSchema.of(
                "defense '" + factory().info().description().id() + "'",
                factory().parameters());
    }

    /** What the first training led to; the checks share it. */
    private synchronized Outcome learned() {
        if (learned == null) {
            learned = rehearsal().train(Course.PLAIN);
        }
        return learned;
    }

    private Rehearsal<P> rehearsal() {
        return new Rehearsal<>(factory(), parameters(), architecture(), new SquarePictures(Seed.of(3)));
    }

    private Model assembled() {
        return rehearsal()
                .model(rehearsal().defense(), rehearsal().read(learned().parts()));
    }

    private float[][] logits(Model model, int... samples) {
        try (INDArray x = Rehearsal.images(rehearsal().splits().test(), samples)) {
            return model.forward(x, rehearsal().draws(samples)).stream()
                    .map(Output::logits)
                    .map(float[]::clone)
                    .toArray(float[][]::new);
        }
    }

    private static int largest(float[] values) {
        int at = 0;
        for (int i = 1; i < values.length; i++) {
            at = values[i] > values[at] ? i : at;
        }
        return at;
    }
}
