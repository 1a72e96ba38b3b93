package io.gauntlet.runtime.trial;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Certificate;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.model.Models;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class ContradictionSearchTest {
    /** Logits 3a + 4b - 1.5 and 0: the answer changes at a distance of 0.2 from (0.5, 0.25). */
    private static Model linear() {
        Blueprint blueprint = Blueprint.sequence(
                new long[] {2}, 2, List.of(new Layer.Dense("only", 2, Initialisation.HE_NORMAL, 0f)));
        float[] values = {3, 0, 4, 0, -1.5f, 0};
        return Models.model(DefendedModel.of(CompiledNetwork.of("linear", blueprint, values, 4)), new long[] {2});
    }

    private static boolean found(double radius) {
        float[] sample = {0.5f, 0.25f};
        try (Model model = linear();
                INDArray x = Floats.array(sample, 1, 2)) {
            boolean found = new ContradictionSearch(model).found(x, new Certificate(0, radius), Seed.of(1));
            assertArrayEquals(sample, Floats.values(x), "the sample is left as it was");
            return found;
        }
    }

    @Test
    void aRadiusThatEndsAtTheBoundaryStandsAndOneBeyondFalls() {
        assertEquals(false, found(0.199));
        assertEquals(true, found(0.201));
    }
}
