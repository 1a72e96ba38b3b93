package io.gauntlet.engine.network;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.RandomNetworks;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Function;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.layout.Window;
import io.gauntlet.engine.plan.Parameters;
import io.gauntlet.engine.plan.Plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Values that overflow within a network are found and named though activations turn them into finite ones. */
class OverflowTest {
    private static CompiledNetwork huge(Layer hiding, float weight) {
        Blueprint blueprint = Blueprint.sequence(
                new long[] {6},
                3,
                List.of(
                        new Layer.Dense("calm", 5, Initialisation.HE_NORMAL, 0f),
                        new Layer.Dense("bursting", 4, Initialisation.HE_NORMAL, 0f),
                        hiding,
                        new Layer.Dense("last", 3, Initialisation.GLOROT_NORMAL, 0f)));
        ParameterLayout layout = new ParameterLayout(blueprint);
        float[] values = layout.draw(Seed.of(1));
        fill(layout, values, 0, 1e10f);
        fill(layout, values, 1, weight);
        return CompiledNetwork.of("huge", blueprint, values, 2);
    }

    private static void fill(ParameterLayout layout, float[] values, int node, float value) {
        ParameterLayout.Slot slot = layout.slot(node, Role.WEIGHTS).orElseThrow();
        Arrays.fill(values, (int) slot.offset(), (int) (slot.offset() + slot.length()), value);
    }

    @ParameterizedTest
    @EnumSource(
            value = Function.class,
            names = {"RELU", "ELU", "SELU", "SIGMOID", "TANH", "SOFTPLUS"})
    void whatAnActivationWouldHideIsNamed(Function function) {
        Layer hiding = new Layer.Activation("hiding", function, function == Function.ELU ? 1f : 0f);
        INDArray x = TestData.uniform(1, 2, 6);
        try (CompiledNetwork network = huge(hiding, -1e30f)) {
            String message = assertThrows(NonFiniteException.class, () -> network.forward(x, RowDraws.none()))
                    .getMessage();
            assertTrue(message.contains("layer bursting of"), message);
        }
        try (CompiledNetwork network = huge(hiding, -1e20f)) {
            network.forward(x, RowDraws.none());
        }
    }

    @Test
    void clippingHidesNoInfinity() {
        try (CompiledNetwork network = huge(new Layer.Clip("hiding", -1f, 1f), 1e30f)) {
            INDArray x = TestData.uniform(1, 2, 6);
            assertThrows(NonFiniteException.class, () -> network.forward(x, RowDraws.none()));
        }
    }

    @Test
    void aGradientThatOverflowsIsNamedAndTheNextOneIsRight() {
        INDArray nothing = Memory.zeros(2, 6);
        INDArray dy = TestData.uniform(2, 2, 3);
        try (CompiledNetwork network = huge(new Layer.Scale("hiding", 1f, 0f), 1e30f)) {
            String message = assertThrows(NonFiniteException.class, () -> network.vjp(nothing, dy, RowDraws.none()))
                    .getMessage();
            assertTrue(message.contains("gradient") && message.contains("layer calm of"), message);
            float[] small = Memory.values(network.vjp(nothing, dy.mul(1e-20f), RowDraws.none()));
            assertTrue(Float.isFinite(small[0]) && small[0] != 0);
        }
    }

    @Test
    void largeValuesThatDoNotOverflowAreNoError() {
        Blueprint blueprint = Blueprint.sequence(
                new long[] {100},
                100,
                List.of(
                        new Layer.Scale("large", 2e37f, 0f),
                        new Layer.Activation("relu", Function.RELU, 0f),
                        new Layer.Scale("small", 1e-37f, 0f)));
        // Their sum is more than a float holds.
        try (CompiledNetwork network = CompiledNetwork.of("large", blueprint, new float[0], 4)) {
            assertEquals(
                    100 * 4,
                    network.forward(TestData.uniform(1, 4, 100), RowDraws.none())
                            .length());
        }
    }

    @Test
    void theGreatestValuesStayWithinWhatWasPromised() {
        // Windows, sums and normalisations that meet their bound: what is let through unseen must be finite.
        Layer sum = new Layer.Convolution(
                "sum", new Window(Axis.valid(2, 1), Axis.valid(2, 1)), 1, Initialisation.ZERO, 0f);
        Blueprint blueprint = Blueprint.sequence(
                new long[] {2, 2, 1},
                1,
                List.of(sum, new Layer.BatchNormalisation("norm", 1e-3f, 0.9f), new Layer.Flatten("flatten")));
        ParameterLayout layout = new ParameterLayout(blueprint);
        float[] values = layout.draw(Seed.of(1));
        fill(layout, values, 0, -1e38f);
        try (CompiledNetwork network = CompiledNetwork.of("meets", blueprint, values, 1)) {
            INDArray x = Memory.array(new float[] {1, 1, 1, 1}, 1, 2, 2, 1);
            String message = assertThrows(NonFiniteException.class, () -> network.forward(x, RowDraws.none()))
                    .getMessage();
            assertTrue(message.contains("layer sum of"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nothingIsLetThrough(long seed) {
        Blueprint blueprint = RandomNetworks.draw(seed);
        ParameterLayout layout = new ParameterLayout(blueprint);
        float[] values = layout.draw(Seed.of(seed));
        for (int i = 0; i < layout.learned(); i++) {
            values[i] *= (float) 1e13;
        }
        try (Parameters parameters = new Parameters(layout, values);
                Plan plan = new Plan(blueprint, parameters, 3, false);
                Plan plain = new Plan(blueprint, parameters, 3, false)) {
            float[] x = Memory.values(TestData.uniform(seed, 3, blueprint.shape()));
            Memory.write(x, 0, plan.input(), 0, x.length);
            Memory.write(x, 0, plain.input(), 0, x.length);
            boolean finite = plan.forwardFinite(Memory.magnitude(plan.input())).isEmpty();
            plain.forward();
            boolean hidden = finite && !Memory.finite(plain.logits());
            assertFalse(hidden);
            if (finite) {
                assertEquals(
                        Arrays.toString(Memory.values(plain.logits())), Arrays.toString(Memory.values(plan.logits())));
            }
        }
    }
}
