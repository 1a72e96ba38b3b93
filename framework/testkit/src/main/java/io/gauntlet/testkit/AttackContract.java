package io.gauntlet.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Ensemble;
import io.gauntlet.api.attack.NotGrantedException;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.parameter.ParameterSchema;
import io.gauntlet.arena.referee.Distances;
import io.gauntlet.arena.referee.Outcomes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What every attack must keep to. Extend it, say which attack and parameters to test, and run it as a JUnit 5 test:
 *
 * <pre>{@code
 * class MyAttackTest extends AttackContract<MyAttack.Parameters> {
 *     @Override
 *     protected AttackFactory<MyAttack.Parameters> factory() {
 *         return MyPlugin.MY_ATTACK;
 *     }
 *
 *     @Override
 *     protected MyAttack.Parameters parameters() {
 *         return new MyAttack.Parameters(20);
 *     }
 * }
 * }</pre>
 *
 * <p>The attack plays small matches against a {@link LinearModel}, through the harness and the referee that judge
 * tournaments. Each check says in its message what is wrong and what to do. An attack that cannot keep a check says so
 * by overriding {@link #reachesOptimum()}, {@link #draws()} or {@link #growsWithEpsilon()}.
 *
 * @param <P> the record of the attack's parameters
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AttackContract<P extends Record> {
    private static final Seed SEED = Seed.of(20240229);
    private static final int SAMPLES = 24;
    private static final int WRONG = 3;
    private static final int BLOCK = 8;

    /** For a new contract. */
    protected AttackContract() {}

    /** The attack under test. */
    protected abstract AttackFactory<P> factory();

    /** The parameters to test it with: enough effort that it can succeed, little enough that the tests are quick. */
    protected abstract P parameters();

    /**
     * Whether the attack finds the optimum on a linear model: at fixed epsilon it succeeds exactly where the smallest
     * successful perturbation fits in epsilon, for the minimum norm it comes within {@link #optimumFactor()} of it. By
     * default expected of every attack that uses gradients; canaries override this.
     */
    protected boolean reachesOptimum() {
        return factory().info().knowledge() == Knowledge.WHITE_BOX;
    }

    /** As {@link #reachesOptimum()}, for attacks that do so in some of their norms only. */
    protected boolean reachesOptimum(Norm norm) {
        return reachesOptimum();
    }

    /** How many times the optimal distance a minimum-norm attack may need; 1.05 unless overridden. */
    protected double optimumFactor() {
        return 1.05;
    }

    /** Whether the attack draws random numbers, so that another seed gives other candidates; true unless overridden. */
    protected boolean draws() {
        return true;
    }

    /**
     * Whether a larger epsilon lets no fewer samples fall; true unless overridden. Attacks that add up steps which do not
     * depend on epsilon may lose some.
     */
    protected boolean growsWithEpsilon() {
        return true;
    }

    /** The norms that the checks are run in: those of the attack. */
    protected final Stream<Norm> norms() {
        return info().norms().stream().sorted();
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("The same seed gives the same result, bit by bit")
    public final void sameSeedSameResult(Norm norm) {
        Contest<P> contest = contest(norm);
        MatchResult once = contest.play();
        MatchResult again = contest.play();
        String hint =
                "Two matches with the same seed differ. Draw only from rows.draws(row, purpose): no Random of your"
                        + " own, no clock, no state kept between searches.";
        assertArrayEquals(once.examples(), again.examples(), hint);
        assertEquals(summary(contest, once), summary(contest, again), hint);
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("Another seed gives other draws, and only those who draw care")
    public final void anotherSeedOtherDraws(Norm norm) {
        Contest<P> contest = contest(norm);
        boolean same = Arrays.equals(
                contest.play().examples(), contest.withSeed(7).play().examples());
        assertEquals(
                draws(),
                !same,
                draws()
                        ? "Another seed changed nothing: the attack ignores rows.draws. If it never draws, override"
                                + " draws() to return false."
                        : "Another seed changed the result although draws() says that the attack never draws.");
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("A sample's outcome depends neither on the other samples nor on its place among them")
    public final void samplesAreAlone(Norm norm) {
        assumeTrue(!info().fits(), "an attack that fits sees all samples at once");
        Contest<P> contest = contest(norm);
        String[] together = contest.verdicts(List.of(contest.all()));
        compare("alone in their matches", together, contest.verdicts(slices(contest.all(), 1)));
        compare("in slices of 7", together, contest.verdicts(slices(contest.all(), 7)));
        int[] shuffled = SEED.derive("order").draws().permutation(SAMPLES);
        compare("in another order", together, contest.verdicts(List.of(shuffled)));
        for (int block : new int[] {1, 3, SAMPLES}) {
            Contest<P> other = contest.with(contest.model().withBlock(block));
            compare("with " + block + " rows in play", together, other.verdicts(List.of(contest.all())));
        }
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("What is handed in lies in the box and, at fixed epsilon, in the ball, before anything is clipped")
    public final void candidatesStayInside(Norm norm) {
        Contest<P> contest = contest(norm);
        ObservedAttack observed = new ObservedAttack(info(), contest.attack());
        contest.play(observed.attack(), contest.model(), contest.all(), new StopSignal());
        checkInside(contest, observed);
    }

    private static void checkInside(Contest<?> contest, ObservedAttack observed) {
        Norm norm = contest.threatModel().norm();
        assertFalse(
                observed.handedIn().isEmpty(),
                "The attack handed in no candidate: call rows.offer with what the target answered, or rows.submit.");
        double epsilon = contest.threatModel().epsilon();
        for (ObservedAttack.HandedIn one : observed.handedIn()) {
            for (float value : one.candidate()) {
                assertTrue(
                        value >= -1e-6 && value <= 1 + 1e-6,
                        "A candidate holds " + value
                                + ", outside [0,1]. Clip before you ask the target, or you are told"
                                + " of successes that the referee will not see.");
            }
            if (norm == Norm.POSE) {
                checkPose(contest.threatModel(), one);
                continue;
            }
            double distance = Distances.of(norm, one.original(), 0, one.candidate(), 0, one.original().length);
            assertTrue(
                    !one.bounded() || Distances.within(norm, distance, epsilon),
                    "A candidate is " + distance + " away in " + norm.id() + ", farther than epsilon " + epsilon
                            + ". Project onto the ball around rows.original(), not around the last iterate.");
        }
    }

    private static void checkPose(ThreatModel threatModel, ObservedAttack.HandedIn one) {
        PoseLimits limits = Objects.requireNonNull(threatModel.poseLimits());
        Pose pose = Objects.requireNonNull(one.pose());
        assertTrue(
                Distances.within(Norm.POSE, limits.distance(pose), threatModel.epsilon()),
                "The attack handed in " + pose + ", beyond " + limits
                        + ". The limits are those of rows.threatModel().poseLimits(), whatever its parameters say.");
    }

    @Test
    @DisplayName("A pose that the target called a success is one when the referee renders it")
    public final void posesAreWhatTheTargetSaw() {
        assumeTrue(info().norms().contains(Norm.POSE), "the attack does not search poses");
        Contest<P> contest = contest(Norm.POSE);
        ObservedAttack observed = new ObservedAttack(info(), contest.attack());
        Outcomes outcomes = contest.play(observed.attack(), contest.model(), contest.all(), new StopSignal())
                .outcomes();
        float[] sample = new float[contest.examples().length()];
        for (int i = WRONG; i < outcomes.size(); i++) {
            contest.examples().read(i, sample, 0);
            boolean claimed = observed.handedIn().stream()
                    .anyMatch(one -> one.claimed() && Arrays.equals(one.original(), sample));
            assertTrue(
                    !claimed || outcomes.wrong()[i] == 1,
                    "Of sample " + i
                            + " a pose was handed in as a success, and the picture that the referee renders of it"
                            + " is none. Ask the target about exactly what PoseWarp makes of the pose, beginning from"
                            + " rows.original().");
        }
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName(
            "Stored examples to begin from only add to what the attack finds, and change nothing for other samples")
    public final void warmStartsOnlyAdd(Norm norm) {
        assumeTrue(norm != Norm.POSE, "there are none under a threat model of poses");
        Contest<P> cold = contest(norm);
        Contest<P> warm = cold.warm();
        ObservedAttack observed = new ObservedAttack(info(), warm.attack());
        MatchResult with = warm.play(observed.attack(), warm.model(), warm.all(), new StopSignal());
        MatchResult without = cold.play();
        checkInside(warm, observed);
        boolean alone = !(cold.attack() instanceof Ensemble);
        for (int i = 0; i < SAMPLES; i++) {
            // A search at fixed epsilon that won by itself has ended; a member of an ensemble may have won before.
            boolean same = !StoredStarts.has(i)
                    || (alone
                            && info().kind() == AttackInfo.Kind.FIXED_EPSILON
                            && without.outcomes().wrong()[i] == 1);
            assertTrue(
                    !same || cold.verdict(without, i).equals(warm.verdict(with, i)),
                    "Sample " + i
                            + (StoredStarts.has(i) ? " was won without warm starts and" : " has no warm start and")
                            + " fares differently where there are some. Begin from them after all of your own starts.");
            assertTrue(
                    notWorse(norm, with.outcomes(), without.outcomes(), i),
                    "Sample " + i + " fell, or fell nearer, without warm starts only. Begin from them after all of your"
                            + " own starts, with rows.restart(row), never instead of one.");
        }
        if (!info().fits()) {
            compare(
                    "in slices of 7, with warm starts",
                    warm.verdicts(List.of(warm.all())),
                    warm.verdicts(slices(warm.all(), 7)));
        }
    }

    private boolean notWorse(Norm norm, Outcomes with, Outcomes without, int i) {
        boolean farther = info().kind() == AttackInfo.Kind.MINIMUM_NORM
                && without.firstSuccess()[i] > 0
                && distance(norm, with, i) > distance(norm, without, i);
        return with.wrong()[i] >= without.wrong()[i] && !farther;
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("The clean samples are not written over")
    public final void inputIsNotChanged(Norm norm) {
        Contest<P> contest = contest(norm);
        ObservedAttack observed = new ObservedAttack(info(), contest.attack());
        contest.play(observed.attack(), contest.model(), contest.all(), new StopSignal());
        assertFalse(
                observed.wroteOverSamples(),
                "The attack wrote into rows.original(). Work on a copy, or on an array of your own: rows.image(\"x\").");
    }

    @Test
    @DisplayName("No arrays are left behind when a match is over")
    public final void arraysAreFreed() {
        Contest<P> contest = contest(norms().findFirst().orElseThrow());
        long arrays = LeftBehind.arrays(contest::play);
        assertEquals(
                0,
                arrays,
                "Each match leaves " + arrays + " arrays behind: a tournament of thousands of them runs out of"
                        + " memory. Keep no array in a static field or in the attack itself; what a search makes it may"
                        + " keep in its own fields.");
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("Nothing is spent on samples that are already wrong")
    public final void nothingSpentOnWrongSamples(Norm norm) {
        Outcomes outcomes = contest(norm).play().outcomes();
        for (int i = 0; i < WRONG; i++) {
            assertEquals(
                    0,
                    outcomes.queries()[i] + outcomes.gradients()[i],
                    "Sample " + i + " was wrong from the beginning and is the attacker's for nothing.");
            assertEquals(1f, outcomes.wrong()[i]);
        }
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("A budget is never exceeded, and running out of it is no failure")
    public final void budgetIsKept(Norm norm) {
        for (int queries = 1; queries <= 3; queries++) {
            long gradients = queries - 1L;
            ThreatModel model =
                    threatModel(norm, epsilon(norm), Goal.UNTARGETED, info().knowledge(), queries, gradients);
            Outcomes outcomes = contest(norm).with(model).play().outcomes();
            for (int i = 0; i < outcomes.size(); i++) {
                assertTrue(
                        outcomes.queries()[i] <= queries && outcomes.gradients()[i] <= gradients,
                        "Sample " + i + " was allowed " + queries + " queries and " + gradients
                                + " gradients and spent " + outcomes.queries()[i] + " and " + outcomes.gradients()[i]
                                + ".");
            }
        }
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("When the match is stopped the attack ends at once")
    public final void interruptionIsHonoured(Norm norm) {
        Contest<P> contest = contest(norm);
        StopSignal stop = new StopSignal();
        InterruptedAttack interrupted = new InterruptedAttack(info(), contest.attack(), stop);
        assertThrows(
                StoppedException.class,
                () -> contest.play(interrupted.attack(), contest.model(), contest.all(), stop),
                "The match went on although it was stopped.");
        assertFalse(
                interrupted.swallowed(),
                "The target refused to answer because the match was stopped, and the attack carried on. Let"
                        + " StoppedException pass: catch no RuntimeException around calls of the target.");
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("A targeted attack reaches the class it is given, not just any wrong one")
    public final void targetedReachesTheGoal(Norm norm) {
        assumeTrue(info().targeted(), "the attack says that it cannot aim at a class");
        double epsilon = 4 * epsilon(norm);
        Contest<P> contest =
                contest(norm, 4, 0.02).with(threatModel(norm, epsilon, Goal.TARGETED_RANDOM, info().knowledge()));
        Outcomes outcomes = contest.play().outcomes();
        int reached = 0;
        int able = 0;
        for (int i = WRONG; i < outcomes.size(); i++) {
            boolean won = outcomes.wrong()[i] == 1;
            reached += won ? 1 : 0;
            able += outcomes.adversarialLabel()[i] != outcomes.label()[i] ? 1 : 0;
            // A minimum-norm attack may reach the goal beyond epsilon, which is no win.
            boolean atGoal = outcomes.adversarialLabel()[i] == outcomes.goal()[i];
            assertTrue(atGoal || !won);
            assertTrue(won || !atGoal || info().kind() == AttackInfo.Kind.MINIMUM_NORM);
        }
        assertTrue(
                !reachesOptimum(norm) || !optimumKnown(norm) || (reached > 0 && reached >= able / 2.0),
                "Of " + (outcomes.size() - WRONG) + " samples " + able + " left their class but only " + reached
                        + " reached the class given. Pass rows.goal() on: the losses in Losses turn their sign for it.");
    }

    @Test
    @DisplayName("Knowledge that the match does not grant is refused by its own exception")
    public final void missingKnowledgeIsATypedError() {
        assumeTrue(info().knowledge() != Knowledge.TRANSFER, "nothing is less than transfer");
        Knowledge less = Arrays.stream(Knowledge.values())
                .filter(granted -> !granted.grants(info().knowledge()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Norm norm = norms().findFirst().orElseThrow();
        Contest<P> contest = contest(norm).with(threatModel(norm, epsilon(norm), Goal.UNTARGETED, less));
        assertThrows(
                NotGrantedException.class,
                contest::play,
                "The attack declares that it needs " + info().knowledge().id() + " but played with " + less.id()
                        + ". Declare the least that it needs, and let NotGrantedException pass.");
    }

    @Test
    @DisplayName("A norm that the attack does not play is refused with a sentence")
    public final void otherNormsAreRefused() {
        for (Norm norm : Norm.values()) {
            if (!info().norms().contains(norm)) {
                IllegalArgumentException refused = assertThrows(
                        IllegalArgumentException.class,
                        () -> contest(norm).play(),
                        "The attack plays " + norm.id() + ", which is not among its norms.");
                assertTrue(
                        String.valueOf(refused.getMessage()).contains(norm.id()),
                        "The message should name the norm: " + refused.getMessage());
            }
        }
    }

    @Test
    @DisplayName("Every parameter is described")
    public final void parametersAreDescribed() {
        ParameterSchema.of(
                "attack '" + info().description().id() + "'", factory().parameters());
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("On a linear model the attack finds the optimum that is known in closed form")
    public final void theLinearOptimumIsReached(Norm norm) {
        assumeTrue(reachesOptimum(norm), "reachesOptimum() says that the attack cannot");
        assumeTrue(optimumKnown(norm), "the optimum is known for linf, l2 and l1");
        Contest<P> contest = contest(norm, 2, 0.02);
        boolean minimum = info().kind() == AttackInfo.Kind.MINIMUM_NORM;
        double epsilon = minimum ? 1 : epsilon(norm);
        Outcomes outcomes = contest.with(threatModel(norm, epsilon, Goal.UNTARGETED, info().knowledge()))
                .play()
                .outcomes();
        for (int i = WRONG; i < outcomes.size(); i++) {
            double optimum = contest.model().optimum(norm, contest.examples(), i);
            assertTrue(contest.model().optimumInsideBox(norm, contest.examples(), i), "a fault of the contract");
            if (minimum) {
                double distance = distance(norm, outcomes, i);
                assertTrue(
                        outcomes.wrong()[i] == 1 && distance <= optimumFactor() * optimum,
                        "Sample " + i + " can be broken at distance " + optimum + " in " + norm.id()
                                + "; the attack needed " + distance + ".");
            } else if (Math.abs(optimum / epsilon - 1) > 0.01) {
                assertEquals(
                        optimum < epsilon ? 1f : 0f,
                        outcomes.wrong()[i],
                        "Sample " + i + " can be broken at distance " + optimum + " in " + norm.id()
                                + ", and epsilon is "
                                + epsilon + ". Is the step long enough to cross the ball, and the gradient that of the"
                                + " sample alone?");
            }
        }
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("Success grows with epsilon, and with enough of it nothing stands")
    public final void successGrowsWithEpsilon(Norm norm) {
        // Within other limits a search meets other poses.
        assumeTrue(optimumKnown(norm), "the scale of epsilon is known for linf, l2 and l1");
        assumeTrue(growsWithEpsilon(), "growsWithEpsilon() says that the attack may lose samples");
        double before = 0;
        for (double factor : new double[] {0.25, 0.5, 1, 2, 8}) {
            ThreatModel model = threatModel(norm, factor * epsilon(norm), Goal.UNTARGETED, info().knowledge());
            Outcomes outcomes = contest(norm, 2, 0.02).with(model).play().outcomes();
            double won = IntStream.range(0, outcomes.size())
                    .mapToDouble(i -> outcomes.wrong()[i])
                    .sum();
            assertTrue(
                    won >= before,
                    "With epsilon " + model.epsilon() + " " + won + " samples fell, with less epsilon " + before
                            + ". Scale steps and starts with rows.epsilon().");
            before = won;
        }
        assertTrue(
                !reachesOptimum(norm) || before == SAMPLES,
                "Only " + before + " of " + SAMPLES + " samples fell at eight times the median optimum.");
    }

    @ParameterizedTest(name = "in {0}")
    @MethodSource("norms")
    @DisplayName("On a randomised model the attack does not stop at the first lucky draw")
    public final void oneLuckyDrawIsNotEnough(Norm norm) {
        assumeTrue(reachesOptimum(norm), "reachesOptimum() says that the attack cannot");
        assumeTrue(optimumKnown(norm), "the scale of epsilon is known for linf, l2 and l1");
        Contest<P> still = contest(norm, 2, 0.02);
        double noise = median(i -> still.model().margin(still.examples(), i)) / 2;
        ThreatModel wide = threatModel(norm, 8 * epsilon(norm), Goal.UNTARGETED, info().knowledge());
        Contest<P> contest = still.with(still.model().withNoise(noise)).with(wide);
        Outcomes outcomes = contest.play().outcomes();
        boolean minimum = info().kind() == AttackInfo.Kind.MINIMUM_NORM;
        double least = minimum ? 0.5 : 0.97;
        long broken = IntStream.range(0, SAMPLES)
                .filter(i -> outcomes.wrong()[i] >= least)
                .count();
        assertTrue(
                broken >= 0.9 * SAMPLES,
                "With epsilon at eight times the median optimum every sample can be wrong in all draws of a noisy model,"
                        + " and " + broken + " of " + SAMPLES + " are wrong in at least " + least
                        + " of the referee's: "
                        + Arrays.toString(outcomes.wrong()) + ". Ask answer.success(i), which is confirmed by further"
                        + " draws, before you end a search, and not answer.label(i).");
        double distance = median(i -> distance(norm, outcomes, i));
        assertTrue(
                !minimum || distance <= 2 * epsilon(norm),
                "Half of the samples are wrong in half of the draws at " + epsilon(norm) + " in " + norm.id()
                        + ", and the attack ends at " + distance + ".");
    }

    private static void compare(String how, String[] together, String[] otherwise) {
        for (int i = 0; i < together.length; i++) {
            assertEquals(
                    together[i],
                    otherwise[i],
                    "Sample " + i + " fares differently when the samples are played " + how + ". Keep state in"
                            + " rows.image and rows.scalar, set all of it in admit for the rows given there, draw from"
                            + " rows.draws(row, purpose), and average over nothing but a sample's own candidates.");
        }
    }

    private static List<int[]> slices(int[] samples, int size) {
        List<int[]> slices = new ArrayList<>();
        for (int from = 0; from < samples.length; from += size) {
            slices.add(Arrays.copyOfRange(samples, from, Math.min(samples.length, from + size)));
        }
        return slices;
    }

    private static List<String> summary(Contest<?> contest, MatchResult result) {
        return IntStream.range(0, result.outcomes().size())
                .mapToObj(i -> contest.verdict(result, i))
                .toList();
    }

    private static double distance(Norm norm, Outcomes outcomes, int i) {
        return outcomes.distances(norm)[i];
    }

    private static boolean optimumKnown(Norm norm) {
        return norm == Norm.LINF || norm == Norm.L2 || norm == Norm.L1;
    }

    private AttackInfo info() {
        return factory().info();
    }

    /** Three classes, samples all over the box so that its faces matter, and an epsilon at which some fall. */
    private Contest<P> contest(Norm norm) {
        return contest(norm, 3, 0.3);
    }

    private Contest<P> contest(Norm norm, int classes, double spread) {
        LinearModel model = LinearModel.random(SEED.derive("model", classes), new long[] {4, 4, 1}, classes, BLOCK);
        ArrayExamples examples = model.examples(SEED.derive("examples"), SAMPLES, spread, WRONG);
        double epsilon = switch (norm) {
            case L0 -> 3;
            case POSE -> 1;
            default -> median(norm, model, examples);
        };
        return new Contest<>(
                factory(),
                parameters(),
                model,
                examples,
                threatModel(norm, epsilon, Goal.UNTARGETED, info().knowledge()),
                1);
    }

    /** The median of the optimal distances of the two-class samples near the middle of the box; of poses 1. */
    private double epsilon(Norm norm) {
        return contest(norm, 2, 0.02).threatModel().epsilon();
    }

    private static double median(Norm norm, LinearModel model, ArrayExamples examples) {
        return median(i -> model.optimum(norm, examples, i));
    }

    private static double median(IntToDoubleFunction of) {
        double[] sorted =
                IntStream.range(WRONG, SAMPLES).mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static ThreatModel threatModel(Norm norm, double epsilon, Goal goal, Knowledge knowledge) {
        return threatModel(norm, epsilon, goal, knowledge, ThreatModel.UNLIMITED, ThreatModel.UNLIMITED);
    }

    private static ThreatModel threatModel(
            Norm norm, double epsilon, Goal goal, Knowledge knowledge, long queries, long gradients) {
        return norm == Norm.POSE
                ? new ThreatModel(limits(epsilon), goal, knowledge, queries, gradients)
                : new ThreatModel(norm, epsilon, goal, knowledge, queries, gradients);
    }

    /** Limits of the samples' pictures of 4 x 4 pixels, so many times the usual ones. */
    private static PoseLimits limits(double factor) {
        return new PoseLimits(Math.min(180, 45 * factor), factor);
    }
}
