package io.gauntlet.plugins.attacks.score;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.rows.Picture;

/** Steps along the vectors of a basis, one after the other, that raise the loss. */
public final class Simba implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "simba",
                    "1",
                    "SimBA: adds or subtracts one vector of a basis after the other, pixels or cosine waves, wherever that"
                            + " raises the loss.",
                    List.of("Guo, Gardner, You, Wilson, Weinberger: Simple Black-box Adversarial Attacks, ICML 2019,"
                            + " algorithm 1 and section 3.1"),
                    "The simplest score attack. Defaults are those of the authors' program: steps of 0.2 and 10,000 queries;"
                            + " pixels in random order, or the lowest eighth of the frequencies in random order and then"
                            + " higher ones. Vectors are drawn without replacement; once all were tried another pass"
                            + " begins, and a pass that changes nothing is the last. The paper limits the number of steps"
                            + " alone; here each candidate is also brought back into the ball. Candidates that the box and"
                            + " the ball leave unchanged cost no query. square finds more with fewer queries. Needs"
                            + " pictures: height x width x channels."),
            AttackInfo.Kind.FIXED_EPSILON,
            Ball.NORMS,
            Knowledge.SCORE,
            true,
            false,
            "at most queries queries, no gradients");

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value = "queries for each sample, that of the clean sample among them",
                    defaultValue = "10000",
                    min = 1,
                    max = 1e9)
            int queries,

            @Param(value = "the length of a step in L2", defaultValue = "0.2", min = 1e-6, max = 1000)
            double step,

            @Param(value = "the vectors to step along", defaultValue = "pixel")
            Basis.Choice basis,

            @Param(
                    value = "the share of the frequencies of each axis, the lowest, that are tried first",
                    defaultValue = "0.125",
                    min = 1e-6,
                    max = 1)
            double lowFrequencies,

            @Param(value = "the loss to raise", defaultValue = "cross-entropy")
            LossChoice loss) {}

    private final Parameters parameters;

    public Simba(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Picture picture = Picture.of(INFO, target);
        Ball ball = Ball.of(rows.threatModel().norm());
        return new SimbaSearch(
                rows, target, parameters, ball, parameters.basis().of(picture, parameters.lowFrequencies()));
    }
}
