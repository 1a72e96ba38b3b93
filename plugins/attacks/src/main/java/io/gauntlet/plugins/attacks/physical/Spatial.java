package io.gauntlet.plugins.attacks.physical;

import java.util.EnumSet;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.transformation.ChosenTransformation;

/** Turns and shifts the picture, a number of times at random, and keeps the nearest that is misjudged. */
public final class Spatial implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "spatial",
                    "1",
                    "The worst of several draws of transformations, such as a rotation followed by a translation.",
                    List.of(
                            "Engstrom, Tran, Tsipras, Schmidt, Madry: Exploring the Landscape of Spatial Robustness, ICML"
                                    + " 2019, section 3.1 (worst-of-k)"),
                    "The paper's limits are rotate with degrees [-30, 30], then translate with right and down [-3, 3]."
                            + " The referee measures what it hands in like any other picture, in the norm of the match:"
                            + " turned pictures are far away, so that only a large epsilon lets them count, and the"
                            + " distance is part of the result. It never asks for gradients, and neither searches a grid"
                            + " nor follows the gradient of the angle; the paper finds the grid stronger."),
            AttackInfo.Kind.MINIMUM_NORM,
            EnumSet.allOf(Norm.class),
            Knowledge.LABEL,
            true,
            false,
            "tries queries, no gradients");

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value = "the transformations that follow one another, each drawn anew in each try",
                    min = 1,
                    max = 20)
            List<ChosenTransformation<?>> transformations,

            @Param(value = "draws tried for each sample", defaultValue = "10", min = 1, max = 1_000_000)
            int tries) {
        /** Copies the list. */
        public Parameters {
            transformations = List.copyOf(transformations);
        }
    }

    private final Parameters parameters;

    public Spatial(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        List<Stage> stages = Stages.of(parameters.transformations(), target.shape());
        return new Search() {
            @Override
            public void admit(int[] admitted) {}

            @Override
            public void step() {
                INDArray x = rows.original();
                for (int i = 0; i < stages.size(); i++) {
                    String purpose = "transformation " + i;
                    x = stages.get(i).forward(x, row -> rows.draws(row, purpose));
                }
                Answer answer = target.labels(x, rows.all());
                rows.offer(x, answer);
                for (int row = 0; row < rows.live(); row++) {
                    if (rows.iteration()[row] + 1 >= parameters.tries()) {
                        rows.finish(row);
                    }
                }
            }
        };
    }
}
