package io.gauntlet.plugins.attacks.fixed;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.rows.Backward;
import io.gauntlet.plugins.attacks.rows.Evasion;
import io.gauntlet.plugins.attacks.rows.LossChoice;

/** Projected gradient ascent from random starts. */
public final class Pgd implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "pgd",
                    "2",
                    "Projected gradient descent: many small gradient steps inside the ball, from random starts.",
                    List.of(
                            "Madry, Makelov, Schmidt, Tsipras, Vladu: Towards Deep Learning Models Resistant to Adversarial"
                                    + " Attacks, ICLR 2018, section 2.1 and equation 2",
                            "L1: Tramèr, Boneh: Adversarial Training and Robustness for Multiple Perturbations, NeurIPS"
                                    + " 2019, section 3; projection: Croce, Hein: Mind the box, ICML 2021",
                            "Against stages: Athalye, Carlini, Wagner: Obfuscated Gradients Give a False Sense of Security,"
                                    + " ICML 2018, section 4; against detectors: Bryniarski et al., ICLR 2022, section 4.1"),
                    "A step is 2.5 * epsilon / steps unless given, so that few steps still reach the far side of the ball."
                            + " Madry's own setting for MNIST is relative-step 0.0333 with 40 steps, a little weaker. Every"
                            + " iterate is checked and the search stops at the first success, so it is never weaker than"
                            + " checking the last iterate alone. More restarts find a little more; the first ones are the"
                            + " same whatever their number, so that no sample is lost by asking for more. Against a randomised"
                            + " model set draws to 10 or more: with one it climbs noise. On 200 MNIST images and a plain"
                            + " network behind noise of 0.2, at epsilon 0.1, 60.2 % of the answers stayed right with 1 draw,"
                            + " 54.3 % with 10, and 58.9 % with backward=twin. In L1 a step"
                            + " changes one value in a hundred, and apgd is stronger."),
            AttackInfo.Kind.FIXED_EPSILON,
            Ball.NORMS,
            Knowledge.WHITE_BOX,
            true,
            false,
            "at most steps gradients and steps + 1 queries for each restart; against a detector's views, by as many as there"
                    + " are more");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "gradient steps for each start", defaultValue = "40", min = 1, max = 1_000_000)
            int steps,

            @Param(
                    value = "the size of a step as a share of epsilon; 0 for 2.5 / steps, which can cross the ball",
                    defaultValue = "0",
                    min = 0,
                    max = 2)
            double relativeStep,

            @Param(value = "starts for each sample", defaultValue = "1", min = 1, max = 100_000)
            int restarts,

            @Param(value = "start anywhere in the ball rather than at the sample", defaultValue = "true")
            boolean randomStart,

            @Param(value = "the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss,

            @Param(
                    value = "draws averaged in the gradient of a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws,

            @Param(
                    value =
                            "the derivative to climb: that which the defended model's stages declare, the identity in its"
                                    + " place where shapes permit (BPDA), or that of the undefended twin, whose examples are then"
                                    + " handed in blind",
                    defaultValue = "declared")
            Backward backward,

            @Param(
                    value =
                            "what to do about a detector: ignore it, a hinge on its score beside the loss, selective: its"
                                    + " score alone once the answer is wrong, or views: the loss behind each view that it"
                                    + " compares too, and selective where it compares none",
                    defaultValue = "views")
            Evasion detector) {
        /** Along the declared derivative, and behind the views of a detector, or against it selectively. */
        public Parameters(
                int steps, double relativeStep, int restarts, boolean randomStart, LossChoice loss, int draws) {
            this(steps, relativeStep, restarts, randomStart, loss, draws, Backward.DECLARED, Evasion.VIEWS);
        }

        /** Refuses restarts that would all be the same. */
        public Parameters {
            if (restarts > 1 && !randomStart) {
                throw new IllegalArgumentException("Restarts without random starts repeat the same search: set"
                        + " random-start to true or restarts to 1.");
            }
        }
    }

    private final GradientSearch.Plan plan;
    private final Backward backward;
    private final Evasion detector;

    public Pgd(Parameters parameters) {
        plan = new GradientSearch.Plan(
                        parameters.steps(),
                        parameters.relativeStep() > 0 ? parameters.relativeStep() : 2.5 / parameters.steps(),
                        parameters.restarts(),
                        parameters.randomStart(),
                        0,
                        parameters.loss().loss(),
                        parameters.draws())
                .startingFurther();
        backward = parameters.backward();
        detector = parameters.detector();
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Target seen = backward.of(target);
        float threshold = backward == Backward.TWIN ? Float.POSITIVE_INFINITY : target.threshold();
        List<Stage> views = detector == Evasion.VIEWS ? seen.views() : List.of();
        Evasion evasion = detector == Evasion.VIEWS && views.isEmpty() ? Evasion.SELECTIVE : detector;
        return new GradientSearch(rows, seen, plan.climbing(evasion.of(plan.loss(), threshold)), views);
    }
}
