package io.gauntlet.plugins.attacks.physical;

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
import io.gauntlet.api.transformation.ChosenTransformation;
import io.gauntlet.plugins.attacks.rows.LossChoice;

/** Gradient ascent on the mean loss over drawn transformations of the picture. */
public final class EotPgd implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "eot-pgd",
                    "1",
                    "Expectation over transformation: projected gradient ascent on the mean loss of the picture and of"
                            + " transformed copies, so that it stays adversarial when it is photographed.",
                    List.of(
                            "Athalye, Engstrom, Ilyas, Kwok: Synthesizing Robust Adversarial Examples, ICML 2018,"
                                    + " section 2, equations 1 and 2",
                            "Madry, Makelov, Schmidt, Tsipras, Vladu: Towards Deep Learning Models Resistant to"
                                    + " Adversarial Attacks, ICLR 2018, section 2.1 (the ascent)"),
                    "Any transformations can be named; `chain` composes several into one. Each step shares its draws evenly"
                            + " among them and adds the picture itself. Unlike pgd it goes on after the first success: it"
                            + " hands in the iterate that fools the model untransformed and under the most draws of its"
                            + " step. To see what survives, name the same transformations in the spec. For rotations by up to 15"
                            + " degrees, 100 MNIST test images and two published robust networks, at epsilon 0.2 and 0.3,"
                            + " what it found stayed wrong for 89 % and 8 % of the images under fresh rotations, and what"
                            + " pgd found for 5 % and 4 %. It plays within"
                            + " epsilon, where the paper trades distance for success (a Lagrangian)."),
            AttackInfo.Kind.FIXED_EPSILON,
            Ball.NORMS,
            Knowledge.WHITE_BOX,
            true,
            false,
            "steps x (draws + 1) gradients and (steps + 1) x (draws + 1) queries");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "the transformations under which the picture must stay adversarial", min = 1, max = 100)
            List<ChosenTransformation<?>> transformations,

            @Param(
                    value = "transformed copies in each step, shared evenly among the transformations",
                    defaultValue = "10",
                    min = 1,
                    max = 10_000)
            int draws,

            @Param(value = "gradient steps", defaultValue = "40", min = 1, max = 1_000_000)
            int steps,

            @Param(
                    value = "the size of a step as a share of epsilon; 0 for 2.5 / steps, which can cross the ball",
                    defaultValue = "0",
                    min = 0,
                    max = 2)
            double relativeStep,

            @Param(value = "start anywhere in the ball rather than at the sample", defaultValue = "true")
            boolean randomStart,

            @Param(value = "the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss) {
        /** Refuses fewer draws than transformations. */
        public Parameters {
            transformations = List.copyOf(transformations);
            if (draws < transformations.size()) {
                throw new IllegalArgumentException("draws must be at least " + transformations.size()
                        + ", one for each of the transformations, not " + draws + ".");
            }
        }
    }

    private final Parameters parameters;

    public EotPgd(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Ball ball = Ball.of(rows.threatModel().norm());
        List<Stage> stages = Stages.of(parameters.transformations(), target.shape());
        return new EotSearch(rows, target, parameters, ball, stages);
    }
}
