package org.example.occlude;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.testkit.TransformationContract;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The contract that every transformation keeps, and what this one is for. */
class OccludeTest extends TransformationContract<Occlude.Parameters> {
    @Override
    protected TransformationFactory<Occlude.Parameters> factory() {
        return Occlude.FACTORY;
    }

    @Override
    protected Occlude.Parameters parameters() {
        return new Occlude.Parameters(0.5f, 0.25f);
    }

    @Test
    void aSquareOfTheShorterSidesHalfIsCovered() {
        float[] white = new float[8 * 6];
        Arrays.fill(white, 1);
        try (Stage stage = Occlude.FACTORY.create().apply(parameters()).stage(new long[] {8, 6, 1})) {
            float[] covered = Floats.values(stage.forward(
                    Floats.array(white, 1, 8, 6, 1), row -> Seed.of(1).draws()));
            int grey = 0;
            for (float value : covered) {
                grey += value == 0.25f ? 1 : 0;
            }
            assertEquals(3 * 3, grey);
        }
    }
}
