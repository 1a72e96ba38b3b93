package io.gauntlet.plugins.transformations.tone;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.support.Pictures;
import io.gauntlet.testkit.TransformationContract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ToneTest {
    /** Samples need not be pictures. */
    abstract static class AnyShape<P extends Record> extends TransformationContract<P> {
        @Override
        protected final Stream<long[]> shapes() {
            return Stream.of(new long[] {7, 6, 1}, new long[] {5, 4, 3}, new long[] {31});
        }
    }

    @Nested
    class BrightnessContract extends AnyShape<Brightness> {
        @Override
        protected TransformationFactory<Brightness> factory() {
            return Brightness.factory();
        }

        @Override
        protected Brightness parameters() {
            return new Brightness(List.of(-0.4, 0.4));
        }
    }

    @Nested
    class ContrastContract extends AnyShape<Contrast> {
        @Override
        protected TransformationFactory<Contrast> factory() {
            return Contrast.factory();
        }

        @Override
        protected Contrast parameters() {
            return new Contrast(List.of(0.5, 2.0));
        }
    }

    @Nested
    class GammaContract extends AnyShape<Gamma> {
        @Override
        protected TransformationFactory<Gamma> factory() {
            return Gamma.factory();
        }

        @Override
        protected Gamma parameters() {
            return new Gamma(List.of(0.5, 2.0));
        }
    }

    @Nested
    class GaussianNoiseContract extends AnyShape<GaussianNoise> {
        @Override
        protected TransformationFactory<GaussianNoise> factory() {
            return GaussianNoise.factory();
        }

        @Override
        protected GaussianNoise parameters() {
            return new GaussianNoise(List.of(0.1, 0.5));
        }
    }

    @Nested
    class QuantizeContract extends AnyShape<Quantize> {
        @Override
        protected TransformationFactory<Quantize> factory() {
            return Quantize.factory();
        }

        @Override
        protected Quantize parameters() {
            return new Quantize(2);
        }
    }

    @Test
    void brightnessShiftsAndClips() {
        assertValues(Brightness.factory(), new Brightness(List.of(0.25)), new float[] {0, 0.5f, 0.9f}, 0.25f, 0.75f, 1);
        assertArrayEquals(
                new float[] {1, 1, 0},
                Pictures.vjp(
                        Brightness.factory(),
                        new Brightness(List.of(0.25)),
                        new float[] {0, 0.5f, 0.9f},
                        new float[] {1, 1, 1},
                        1,
                        3));
    }

    @Test
    void contrastMovesValuesAwayFromTheMean() {
        assertValues(Contrast.factory(), new Contrast(List.of(2.0)), new float[] {0.2f, 0.4f, 0.6f}, 0f, 0.4f, 0.8f);
        assertValues(Contrast.factory(), new Contrast(List.of(0.0)), new float[] {0.2f, 0.4f, 0.6f}, 0.4f, 0.4f, 0.4f);
    }

    @Test
    void gammaRaisesToAPowerAndIsFiniteAtBlack() {
        float toe = (float) Math.sqrt(1.0 / 255);
        assertValues(
                Gamma.factory(),
                new Gamma(List.of(0.5)),
                new float[] {0, 0.5f / 255, 1f / 255, 0.25f, 1},
                0,
                toe / 2,
                toe,
                0.5f,
                1);
        float[] slope = Pictures.vjp(Gamma.factory(), new Gamma(List.of(0.5)), new float[2], new float[] {1, 1}, 1, 2);
        assertEquals(255 * toe, slope[0], 1e-3);
    }

    @Test
    void noiseHasTheDeviationAskedFor() {
        float[] grey = new float[100_000];
        Arrays.fill(grey, 0.5f);
        float[] noisy = Pictures.forward(GaussianNoise.factory(), new GaussianNoise(List.of(0.05)), grey, 7, 100_000);
        double squares = 0;
        for (float y : noisy) {
            squares += (y - 0.5) * (y - 0.5);
        }
        assertEquals(0.05, Math.sqrt(squares / grey.length), 0.001);
        float[] x = Pictures.random(3, 3, 1);
        assertArrayEquals(x, Pictures.forward(GaussianNoise.factory(), new GaussianNoise(List.of(0.0)), x, 7, 3, 3, 1));
    }

    @Test
    void eightBitsAreTheLevelsOfFiles() {
        assertValues(Quantize.factory(), new Quantize(8), new float[] {0.1f, 0.5f, 1}, 26 / 255f, 128 / 255f, 1);
        assertValues(Quantize.factory(), new Quantize(1), new float[] {0.1f, 0.5f, 0.49f}, 0, 1, 0);
    }

    @Test
    void rangesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new Brightness(List.of(-1.1)));
        assertThrows(IllegalArgumentException.class, () -> new Contrast(List.of(-0.1)));
        assertThrows(IllegalArgumentException.class, () -> new Gamma(List.of(0.0)));
        assertThrows(IllegalArgumentException.class, () -> new GaussianNoise(List.of(-0.1)));
        assertThrows(IllegalArgumentException.class, () -> new Quantize(0));
    }

    private static <P extends Record> void assertValues(
            TransformationFactory<P> factory, P parameters, float[] x, float... expected) {
        assertArrayEquals(expected, Pictures.forward(factory, parameters, x, 1, x.length), 1e-6f);
    }
}
