package io.gauntlet.engine.backend;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Seed;
import io.gauntlet.engine.backend.onednn.OneDnn;
import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Function;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Window;
import io.gauntlet.engine.plan.Parameters;
import io.gauntlet.engine.plan.Plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Where oneDNN's library is missing, libnd4j's operations give the same numbers. */
class WithoutOneDnnTest {
    @Test
    void libnd4jComputesTheSame() throws Exception {
        List<String> there =
                ChildJvm.run(Computing.class, Map.of("JAVA_TOOL_OPTIONS", "-D" + OneDnn.SWITCH + "=false"));
        double[] here = Computing.results();
        assertEquals(here.length + 1, there.size(), () -> "The other JVM said " + there);
        assertEquals("false", there.get(0));
        assertTrue(here[0] != 0);
        for (int i = 0; i < here.length; i++) {
            assertEquals(here[i], Double.parseDouble(there.get(i + 1)), 1e-4 * Math.max(1, Math.abs(here[i])));
        }
    }

    /** Forward, input gradient and parameter gradient of a small network. */
    static final class Computing {
        private Computing() {}

        public static void main(String[] arguments) {
            double[] results = results();
            System.out.println(OneDnn.available());
            for (double result : results) {
                System.out.println(result);
            }
        }

        static double[] results() {
            Blueprint blueprint = Blueprint.sequence(
                    new long[] {12, 12, 1},
                    4,
                    List.of(
                            convolution("first", 5, 1, 32),
                            relu("relu 1"),
                            convolution("second", 3, 1, 32),
                            new Layer.Pool("pool", window(2, 2, 0), true),
                            relu("relu 2"),
                            convolution("third", 3, 2, 16),
                            new Layer.Flatten("flat"),
                            new Layer.Dense("logits", 4, Initialisation.HE_NORMAL, 0.1f)));
            ParameterLayout layout = new ParameterLayout(blueprint);
            try (Parameters parameters = new Parameters(layout, layout.draw(Seed.of(3)));
                    Plan plan = new Plan(blueprint, parameters, 4, true)) {
                ramp(plan.input());
                plan.forward();
                ramp(plan.logitsGradient());
                plan.backward();
                double gradient = weighted(plan.inputGradient());
                plan.learn();
                return new double[] {weighted(plan.logits()), gradient, weighted(plan.parameterGradient())};
            }
        }

        private static Layer convolution(String name, int kernel, int stride, int channels) {
            return new Layer.Convolution(
                    name, window(kernel, stride, kernel / 2), channels, 1, true, Initialisation.HE_NORMAL, 0.1f);
        }

        private static Layer relu(String name) {
            return new Layer.Activation(name, Function.RELU, 0f);
        }

        private static Window window(int kernel, int stride, int padding) {
            Axis axis = new Axis(kernel, stride, padding, padding, 1);
            return new Window(axis, axis);
        }

        private static void ramp(INDArray array) {
            float[] values = new float[(int) array.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sin(i);
            }
            Memory.write(values, 0, array, 0, values.length);
        }

        private static double weighted(INDArray array) {
            float[] values = Memory.values(array);
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[i] * Math.cos(i);
            }
            return sum;
        }
    }
}
