package io.gauntlet.plugins.attacks.physical;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Param;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.transformation.ChosenTransformation;
import io.gauntlet.api.transformation.TransformationFactory;

/** Draws a light from {@code least} to 1 that each value is multiplied by, and turns the order of values if asked to. */
record Swap(
        @Param("The least light.") double least,
        @Param("Whether to turn the order.") boolean turned) {
    /** As a parameter of an attack. */
    ChosenTransformation<Swap> chosen() {
        TransformationFactory<Swap> factory = new TransformationFactory<>(
                new Description("swap", "1", "Dims and swaps.", List.of(), ""),
                Swap.class,
                parameters -> shape -> parameters.new Dimmed());
        return new ChosenTransformation<>(factory, this);
    }

    /** The map is its own transpose but for the order in which light and turning come, which does not matter. */
    private final class Dimmed implements Stage {
        @Override
        public String name() {
            return "swap";
        }

        @Override
        public long[] outputShape(long[] inputShape) {
            return inputShape.clone();
        }

        @Override
        public INDArray forward(INDArray x, RowDraws draws) {
            return apply(x, draws);
        }

        @Override
        public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
            return apply(dy, draws);
        }

        private INDArray apply(INDArray x, RowDraws draws) {
            int rows = (int) x.size(0);
            float[] values = new float[(int) x.length()];
            Floats.get(x, values);
            float[] result = new float[values.length];
            int length = values.length / rows;
            for (int row = 0; row < rows; row++) {
                Draws own = draws.of(row);
                double light = own.uniform(least, 1);
                for (int i = 0; i < length; i++) {
                    int from = turned ? length - 1 - i : i;
                    result[row * length + i] = (float) (light * values[row * length + from]);
                }
            }
            return Floats.array(result, x.shape());
        }

        @Override
        public Derivative declared() {
            return Derivative.EXACT;
        }

        @Override
        public boolean randomised() {
            return true;
        }
    }
}
