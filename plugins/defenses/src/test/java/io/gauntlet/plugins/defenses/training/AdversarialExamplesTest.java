package io.gauntlet.plugins.defenses.training;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.plugins.defenses.training.AdversarialTraining.Inner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AdversarialExamplesTest {
    private static final int SAMPLES = 4;
    private static final int LENGTH = 500;

    /** Black pictures before a network whose loss grows with every pixel. */
    private static final class BlackShard implements Shard {
        private final INDArray images = Nd4j.create(DataType.FLOAT, SAMPLES, LENGTH);
        private final INDArray ones = Nd4j.ones(DataType.FLOAT, SAMPLES, LENGTH);
        /** Where gradients were asked for. */
        private final List<float[]> asked = new ArrayList<>();

        @Override
        public int size() {
            return SAMPLES;
        }

        @Override
        public int number() {
            return 0;
        }

        @Override
        public int epoch() {
            return 0;
        }

        @Override
        public long update() {
            return 0;
        }

        @Override
        public long updates() {
            return 10;
        }

        @Override
        public INDArray images() {
            return images;
        }

        @Override
        public INDArray images(int input) {
            return images;
        }

        @Override
        public int[] labels() {
            return new int[SAMPLES];
        }

        @Override
        public INDArray targets() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Draws draws(int sample, String purpose) {
            return Seed.of(7).derive(purpose, sample).draws();
        }

        @Override
        public INDArray gradient(INDArray x, Loss loss) {
            asked.add(Floats.values(x));
            return ones;
        }

        @Override
        public Model model() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Model model(Network other) {
            throw new UnsupportedOperationException();
        }
    }

    private static BlackShard after(Inner inner, int steps) {
        BlackShard shard = new BlackShard();
        new AdversarialExamples(
                        new AdversarialTraining.Parameters(0.3, Norm.LINF, inner, steps, 0, 0, 0, 1, 10, 1e-3, 0, 0))
                .apply(shard);
        return shard;
    }

    /** Of values that are uniform between -0.3 and 0.3 and grow by 0.375, three in eight end below 0.3. */
    @Test
    void aSingleStepStartsAnywhereInTheBallAndEndsInTheBox() {
        BlackShard shard = after(Inner.FGSM, 3);
        assertEquals(1, shard.asked.size());
        assertEquals(0.5, share(shard.asked.get(0), -0.3f, 0), 0.05);
        float[] made = Floats.values(shard.images);
        assertEquals(0.375, share(made, 0.075f, 0.3f), 0.05);
        for (float value : made) {
            assertTrue(value >= 0.074f && value <= 0.3f, "a pixel became " + value);
        }
    }

    @Test
    void severalStepsStartInTheBox() {
        BlackShard shard = after(Inner.PGD, 3);
        assertEquals(3, shard.asked.size());
        assertEquals(0, share(shard.asked.get(0), -0.3f, 0));
    }

    private static double share(float[] values, float from, float to) {
        int inside = 0;
        for (float value : values) {
            inside += value >= from && value < to ? 1 : 0;
        }
        return (double) inside / values.length;
    }
}
