package io.gauntlet.runtime.trial;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.model.Models;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LayerFactsTest {
    /** Weights that scale and turn two of three values: singular values of 5 and 2 whatever the turn. */
    @Test
    void singularValuesAreThoseOfTheWeightsAlone() {
        Blueprint blueprint = Blueprint.sequence(
                new long[] {3}, 2, List.of(new Layer.Dense("only", 2, Initialisation.HE_NORMAL, 0f)));
        float[] values = {3, 4, 1.6f, -1.2f, 0, 0, 100, -100};
        try (Model model =
                Models.model(DefendedModel.of(CompiledNetwork.of("turn", blueprint, values, 4)), new long[] {3})) {
            List<LayerFacts> layers = LayerFacts.of(model);
            assertEquals(1, layers.size());
            assertEquals("only", layers.get(0).layer());
            assertEquals(List.of(3L, 2L), layers.get(0).weights());
            assertEquals(2, layers.get(0).least(), 1e-6);
            assertEquals(5, layers.get(0).greatest(), 1e-6);
        }
    }
}
