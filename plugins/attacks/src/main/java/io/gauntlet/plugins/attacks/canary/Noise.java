package io.gauntlet.plugins.attacks.canary;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.rows.Batch;

/** Points drawn uniformly from the ball. The canary: an attack that does no better than this one is not an attack. */
public final class Noise implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "noise",
                    "1",
                    "Draws points uniformly from the ball around the sample: the canary that every other attack must beat.",
                    List.of(),
                    "A defender that loses to noise is not robust at all; an attack that does not beat noise is broken."),
            AttackInfo.Kind.FIXED_EPSILON,
            Ball.NORMS,
            Knowledge.LABEL,
            true,
            false,
            "at most trials queries, no gradients",
            true);

    /** Its parameters. */
    public record Parameters(
            @Param(value = "points drawn for each sample", defaultValue = "10", min = 1, max = 1_000_000)
            int trials) {}

    private final int trials;

    public Noise(Parameters parameters) {
        trials = parameters.trials();
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Ball ball = Ball.of(rows.threatModel().norm());
        Batch batch = new Batch();
        return new Search() {
            @Override
            public void admit(int[] admitted) {}

            @Override
            public void step() {
                INDArray candidates = rows.image("x");
                batch.load(rows, candidates);
                for (int row = 0; row < rows.live(); row++) {
                    int at = row * batch.length();
                    ball.draw(
                            rows.draws(row, "noise"),
                            batch.x(),
                            batch.original(),
                            at,
                            batch.length(),
                            rows.epsilon()[row]);
                }
                Floats.put(batch.x(), candidates);
                rows.offer(candidates, target.labels(candidates, rows.all()));
                for (int row = 0; row < rows.live(); row++) {
                    if (rows.iteration()[row] + 1 >= trials) {
                        rows.finish(row);
                    }
                }
            }
        };
    }
}
