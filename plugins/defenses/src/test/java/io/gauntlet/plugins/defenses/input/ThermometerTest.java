package io.gauntlet.plugins.defenses.input;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ThermometerTest extends DefenseContract<Thermometer.Parameters> {
    private static final long[] SHAPE = {1, 2, 1};

    @Override
    protected DefenseFactory<Thermometer.Parameters> factory() {
        return Thermometer.factory();
    }

    @Override
    protected Thermometer.Parameters parameters() {
        return new Thermometer.Parameters(4, 0.2, 8, 40, 3e-3);
    }

    private static ThermometerStage stage(double softness) {
        return new ThermometerStage(new ThermometerCode(4), softness, SHAPE);
    }

    @Test
    void aValueLightsTheChannelsBelowIt() {
        try (ThermometerStage stage = stage(0.1);
                INDArray x = Nd4j.createFromArray(0f, 0.25f, 0.26f, 1f).reshape(2, 1, 2, 1)) {
            assertArrayEquals(new long[] {1, 2, 4}, stage.outputShape(SHAPE));
            assertArrayEquals(
                    new float[] {0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1},
                    stage.forward(x, RowDraws.none()).dup().data().asFloat());
            assertThrows(IllegalArgumentException.class, () -> stage.outputShape(new long[] {2, 2, 1}));
        }
    }

    /** A channel tells where it can be switched from, and by the same slope all over its reach. */
    @Test
    void theDeclaredDerivativeIsThatOfASoftCode() {
        try (ThermometerStage stage = stage(0.3);
                INDArray x = Nd4j.createFromArray(0f, 0.6f).reshape(1, 1, 2, 1);
                INDArray dy = Nd4j.createFromArray(1f, 10f, 100f, 1000f, 1f, 10f, 100f, 1000f)
                        .reshape(1, 1, 2, 4)) {
            float[] dx = stage.vjp(x, dy, RowDraws.none()).dup().data().asFloat();
            assertEquals(11 / 0.6, dx[0], 1e-3);
            assertEquals(1100 / 0.6, dx[1], 1e-2);
        }
    }

    @Test
    void whatASmallerBatchYieldsIsThatOfALargerOne() {
        try (ThermometerStage stage = stage(0.1);
                INDArray two = Nd4j.createFromArray(0.3f, 0.9f, 0.6f, 0.1f).reshape(2, 1, 2, 1);
                INDArray one = Nd4j.createFromArray(0.6f, 0.1f).reshape(1, 1, 2, 1)) {
            float[] both = stage.forward(two, RowDraws.none()).dup().data().asFloat();
            float[] second = stage.forward(one, RowDraws.none()).dup().data().asFloat();
            assertArrayEquals(java.util.Arrays.copyOfRange(both, 8, 16), second);
        }
    }
}
