package __package__;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.norm.Ball;

/** Climbs the loss from a drawn point of the ball, step by step. Replace it by your algorithm. */
public final class __Name__ implements Attack {
    /**
     * The parameters: from these words come the help, the JSON Schema, the form in the page and the messages.
     *
     * @param steps gradients for each sample
     * @param step length of a step, relative to epsilon
     */
    public record Parameters(
            @Param(value = "gradients for each sample", defaultValue = "40", min = 1, max = 100_000)
            int steps,

            @Param(value = "length of a step, relative to epsilon", defaultValue = "0.1", min = 0.001, max = 2)
            float step) {}

    /** What it is and needs. */
    public static final AttackFactory<Parameters> FACTORY = new AttackFactory<>(
            new AttackInfo(
                    new Description(
                            "__id__",
                            "1",
                            "Climbs the loss step by step from a drawn point of the ball.",
                            List.of(), // authors, title, year, algorithm or equation
                            "Whatever a user must know: cost, known limits."),
                    AttackInfo.Kind.FIXED_EPSILON,
                    Ball.NORMS,
                    Knowledge.WHITE_BOX,
                    true,
                    false,
                    "steps gradients"),
            Parameters.class,
            __Name__::new);

    private final Parameters parameters;

    __Name__(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        return new Climb(rows, target);
    }

    /** The search over some rows, one sample a row. What a sample must remember is kept in rows.image and rows.scalar. */
    private final class Climb implements Search {
        private final Rows rows;
        private final Target target;
        private final Ball ball;

        Climb(Rows rows, Target target) {
            this.rows = rows;
            this.target = target;
            ball = Ball.of(rows.threatModel().norm());
        }

        @Override
        public void admit(int[] admitted) {
            INDArray points = rows.image("x");
            float[] x = Floats.values(points);
            float[] original = Floats.values(rows.original());
            int length = x.length / rows.live();
            for (int row : admitted) {
                ball.draw(rows.draws(row, "start"), x, original, row * length, length, rows.epsilon()[row]);
            }
            Floats.put(x, points);
        }

        @Override
        public void step() {
            INDArray points = rows.image("x");
            Gradient gradient = target.gradient(points, rows.all(), Losses.margin(), 1);
            rows.offer(points, gradient.answer()); // the best of each row is kept, and broken rows leave
            float[] x = Floats.values(points);
            float[] original = Floats.values(rows.original());
            float[] slope = Floats.values(gradient.values());
            int length = x.length / rows.live();
            for (int row = 0; row < rows.live(); row++) {
                float epsilon = rows.epsilon()[row];
                ball.ascend(x, slope, row * length, length, parameters.step() * epsilon);
                ball.project(x, original, row * length, length, epsilon);
                if (rows.iteration()[row] + 1 >= parameters.steps()) {
                    rows.finish(row);
                }
            }
            Floats.put(x, points);
        }
    }
}
