package io.gauntlet.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Param;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.transformation.TransformationFactory;

/** Multiplies each row by a drawn number from 0.5 to 0.9, with one defect of choice. */
final class Fade implements Stage {
    /** What is wrong with it. */
    enum Defect {
        NONE,
        RANDOM_OF_ITS_OWN,
        REMEMBERS_THE_LAST_CALL,
        IGNORES_THE_DRAWS,
        DRAWS_UNDECLARED,
        DRAWS_ONCE_FOR_ALL,
        DRAWS_BY_POSITION,
        DIVIDES_BY_THE_BATCH,
        LEAKS_ARRAYS,
        MEAN_OVER_THE_BATCH,
        WRITES_OVER_ITS_INPUT,
        WRITES_OVER_THE_DERIVATIVE,
        LEAVES_THE_RANGE,
        TAKES_ANY_SHAPE,
        FORGETS_THE_FACTOR_GOING_BACK,
        OTHER_DRAWS_GOING_BACK,
        ROUNDING_CALLED_EXACT,
        STANDS_IN_WITH_ZEROS,
        STAND_IN_OF_THE_SIGN
    }

    /** Its parameters. */
    record Parameters(
            @Param(value = "what is wrong with it", defaultValue = "none")
            Defect defect) {}

    private static final List<INDArray> LEAKED = new ArrayList<>();

    private final Defect defect;
    private final long[] shape;
    private double last = 0.7;

    private Fade(Defect defect, long[] shape) {
        this.defect = defect;
        this.shape = shape.clone();
    }

    static TransformationFactory<Parameters> factory() {
        return new TransformationFactory<>(
                new Description("fade", "1", "Fades.", List.of(), ""),
                Parameters.class,
                parameters -> shape -> new Fade(parameters.defect(), shape));
    }

    @Override
    public String name() {
        return "fade";
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        if (defect != Defect.TAKES_ANY_SHAPE && !Arrays.equals(inputShape, shape)) {
            throw new IllegalArgumentException("fade was made for other samples.");
        }
        return inputShape.clone();
    }

    private double factor(RowDraws draws, int row) {
        if (defect == Defect.IGNORES_THE_DRAWS) {
            return 0.7;
        }
        if (defect == Defect.REMEMBERS_THE_LAST_CALL) {
            double before = last;
            last = draws.of(row).uniform(0.5, 0.9);
            return before;
        }
        if (defect == Defect.DRAWS_BY_POSITION) {
            return draws.of(0).part(row).uniform(0.5, 0.9);
        }
        Draws own = draws.of(defect == Defect.DRAWS_ONCE_FOR_ALL ? 0 : row);
        double factor = own.uniform(0.5, 0.9);
        return defect == Defect.RANDOM_OF_ITS_OWN ? 0.5 + 0.4 * Math.random() : factor;
    }

    @Override
    public INDArray forward(INDArray x, RowDraws draws) {
        return times(x, x, draws, false);
    }

    @Override
    public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
        return times(x, dy, draws, true);
    }

    private INDArray times(INDArray x, INDArray values, RowDraws draws, boolean back) {
        outputShape(Arrays.copyOfRange(x.shape(), 1, x.rank()));
        int rows = (int) x.size(0);
        float[] all = Floats.values(values);
        int length = all.length / rows;
        double mean = 0;
        for (float value : all) {
            mean += value / all.length;
        }
        for (int row = 0; row < rows; row++) {
            double factor = factor(draws, row);
            if (back && defect == Defect.DIVIDES_BY_THE_BATCH) {
                factor /= rows;
            }
            if (back && defect == Defect.OTHER_DRAWS_GOING_BACK) {
                Draws own = draws.of(row);
                own.uniform();
                factor = own.uniform(0.5, 0.9);
            }
            for (int i = row * length; i < (row + 1) * length; i++) {
                all[i] = value(all[i], factor, mean, back);
            }
        }
        if (defect == (back ? Defect.WRITES_OVER_THE_DERIVATIVE : Defect.WRITES_OVER_ITS_INPUT)) {
            Floats.put(all, values);
        }
        INDArray result = Nd4j.createFromArray(all).reshape(values.shape());
        if (defect == Defect.LEAKS_ARRAYS) {
            LEAKED.add(result);
        }
        return result;
    }

    private float value(float value, double factor, double mean, boolean back) {
        float plain = (float) (factor * value);
        return switch (defect) {
            case MEAN_OVER_THE_BATCH -> (float) (plain + 0.01 * mean);
            case LEAVES_THE_RANGE -> back ? plain : plain + 0.6f;
            case FORGETS_THE_FACTOR_GOING_BACK -> back ? value : plain;
            case ROUNDING_CALLED_EXACT -> back ? plain : Math.round(plain * 15) / 15f;
            case STANDS_IN_WITH_ZEROS -> back ? 0 : plain;
            case STAND_IN_OF_THE_SIGN -> back ? Math.signum(value) : plain;
            default -> plain;
        };
    }

    @Override
    public Derivative declared() {
        return defect == Defect.STANDS_IN_WITH_ZEROS || defect == Defect.STAND_IN_OF_THE_SIGN
                ? Derivative.STRAIGHT_THROUGH
                : Derivative.EXACT;
    }

    @Override
    public boolean randomised() {
        return defect != Defect.DRAWS_UNDECLARED;
    }
}
