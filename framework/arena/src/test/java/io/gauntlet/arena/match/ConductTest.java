package io.gauntlet.arena.match;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.model.Output;
import io.gauntlet.arena.flag.Conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ConductTest {
    private static final Loss SLOPE = (output, label, goal, gradient) -> {
        gradient.logits()[1] = 1;
        return output.logits()[1];
    };

    /** What a loss without any slope gives at the samples whose first value is at least a quarter. */
    private static final Loss FLAT_FROM_A_QUARTER = (output, label, goal, gradient) -> {
        gradient.logits()[1] = output.logits()[1] >= -0.25f ? 0 : 1;
        return output.logits()[1];
    };

    private static Attack once(Loss loss, int draws) {
        return Stepwise.attack((rows, target) -> {
            target.gradient(rows.original(), rows.all(), null, null, loss, draws);
            for (int row = 0; row < rows.live(); row++) {
                rows.finish(row);
            }
        });
    }

    @Test
    void zeroGradientsOfSamplesNotYetBrokenAreCounted() {
        Conduct conduct = Play.on(Play.zeros(0.1, 0.2, 0.3, 0.4), 2)
                .attack(once(FLAT_FROM_A_QUARTER, 1))
                .conduct();
        assertEquals(new Conduct(4, 2, 1, false, 0, 0), conduct);
    }

    @Test
    void gradientsOfSuccessesAreNot() {
        Attack beyond = Stepwise.attack((rows, target) -> {
            INDArray x = rows.image("x");
            x.assign(0.6);
            target.gradient(x, rows.all(), null, null, FLAT_FROM_A_QUARTER, 1);
            for (int row = 0; row < rows.live(); row++) {
                rows.finish(row);
            }
        });
        assertEquals(
                new Conduct(0, 0, 1, false, 0, 0),
                Play.on(Play.zeros(0.4), 1).attack(beyond).conduct());
    }

    @Test
    void theMostDrawsOfAGradientAreKept() {
        Play play = Play.on(Play.zeros(0.1, 0.2), 2).with(new StepModel(2, 0.01, 9), new StepModel(2, 0.01, 9));
        Conduct conduct = play.attack(once(SLOPE, 5)).conduct();
        assertEquals(new Conduct(2, 0, 5, true, 0, 0), conduct);
    }

    @Test
    void examplesThatRoundingToTheNearestLevelLosesAreCounted() {
        Play play = Play.on(Play.zeros(0.3, 0.3), 2).with(shifted(), shifted());
        Attack offers = Stepwise.attack((rows, target) -> {
            INDArray x = rows.image("x");
            x.putScalar(0, 0, 0.4009);
            x.putScalar(1, 0, 0.403);
            rows.offer(x, target.labels(x, rows.all()));
        });
        assertEquals(new Conduct(0, 0, 0, false, 2, 1), play.attack(offers).conduct());
    }

    /** Says class 1 above 0.4005, which lies above the level 102/255 = 0.4 and below the next. */
    private static StepModel shifted() {
        return new StepModel(2) {
            @Override
            public List<Output> forward(INDArray x, RowDraws draws) {
                List<Output> outputs = super.forward(x, draws);
                outputs.forEach(output -> output.logits()[1] += 0.0995f);
                return outputs;
            }
        };
    }
}
