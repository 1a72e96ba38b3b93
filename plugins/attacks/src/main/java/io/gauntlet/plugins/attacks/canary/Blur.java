package io.gauntlet.plugins.attacks.canary;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.Picture;

/** Blurs more and more. A canary. */
public final class Blur implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "blur",
                    "1",
                    "Blurs the picture by a Gaussian, wider and wider until it is misjudged: a canary.",
                    List.of("As in Rauber, Brendel, Bethge: Foolbox, 2017, GaussianBlurAttack"),
                    "Defaults are those of Foolbox: 1000 widths up to the longer side of the picture. It never looks at the"
                            + " network: a defender that loses to it is not robust, an attack of the same norm that does"
                            + " not beat it is broken. It never draws. Needs pictures: height x width x channels."),
            AttackInfo.Kind.MINIMUM_NORM,
            Norm.OF_VALUES,
            Knowledge.LABEL,
            true,
            false,
            "at most steps queries, no gradients",
            true);

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value = "widths tried for each sample, evenly spaced",
                    defaultValue = "1000",
                    min = 1,
                    max = 1_000_000)
            int steps,

            @Param(
                    value = "the widest standard deviation, in pixels; 0 for the longer side of the picture",
                    defaultValue = "0",
                    min = 0,
                    max = 10_000)
            double maxSigma) {}

    private final Parameters parameters;

    public Blur(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Picture picture = Picture.of(INFO, target);
        GaussianFilter filter = new GaussianFilter(picture.height(), picture.width(), picture.channels());
        double widest = parameters.maxSigma() > 0 ? parameters.maxSigma() : Math.max(picture.height(), picture.width());
        Batch batch = new Batch();
        return new Search() {
            @Override
            public void admit(int[] admitted) {}

            @Override
            public void step() {
                INDArray candidates = rows.image("x");
                batch.load(rows, candidates);
                for (int row = 0; row < rows.live(); row++) {
                    double sigma = widest * (rows.iteration()[row] + 1) / parameters.steps();
                    filter.apply(batch.original(), batch.x(), row * batch.length(), sigma);
                }
                Floats.put(batch.x(), candidates);
                Answer answer = target.labels(candidates, rows.all());
                rows.offer(candidates, answer);
                for (int row = 0; row < rows.live(); row++) {
                    boolean broken = answer.paid(row) && answer.success(row);
                    if (broken || rows.iteration()[row] + 1 >= parameters.steps()) {
                        rows.finish(row);
                    }
                }
            }
        };
    }
}
