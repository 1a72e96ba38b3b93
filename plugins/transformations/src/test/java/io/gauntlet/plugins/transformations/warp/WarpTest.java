package io.gauntlet.plugins.transformations.warp;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.support.Pictures;
import io.gauntlet.testkit.TransformationContract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WarpTest {
    private static final List<Double> NOTHING = List.of(0.0);

    /** For given draws, all of them are linear. */
    abstract static class Linear<P extends Record> extends TransformationContract<P> {
        @Override
        protected final boolean linear() {
            return true;
        }
    }

    @Nested
    class RotateContract extends Linear<Rotate> {
        @Override
        protected TransformationFactory<Rotate> factory() {
            return Rotate.factory();
        }

        @Override
        protected Rotate parameters() {
            return new Rotate(List.of(-180.0, 180.0), Outside.BLACK);
        }
    }

    @Nested
    class TranslateContract extends Linear<Translate> {
        @Override
        protected TransformationFactory<Translate> factory() {
            return Translate.factory();
        }

        @Override
        protected Translate parameters() {
            return new Translate(List.of(-3.0, 3.0), List.of(1.3), Outside.EDGE);
        }
    }

    @Nested
    class ScaleContract extends Linear<Scale> {
        @Override
        protected TransformationFactory<Scale> factory() {
            return Scale.factory();
        }

        @Override
        protected Scale parameters() {
            return new Scale(List.of(0.5, 2.0), Outside.BLACK);
        }
    }

    @Nested
    class ShearContract extends Linear<Shear> {
        @Override
        protected TransformationFactory<Shear> factory() {
            return Shear.factory();
        }

        @Override
        protected Shear parameters() {
            return new Shear(List.of(-30.0, 30.0), List.of(-20.0, 20.0), Outside.BLACK);
        }
    }

    @Nested
    class PerspectiveContract extends Linear<Perspective> {
        @Override
        protected TransformationFactory<Perspective> factory() {
            return Perspective.factory();
        }

        @Override
        protected Perspective parameters() {
            return new Perspective(List.of(-60.0, 60.0), List.of(-60.0, 60.0), List.of(1.0, 3.0), Outside.BLACK);
        }
    }

    @Nested
    class CropResizeContract extends Linear<CropResize> {
        @Override
        protected TransformationFactory<CropResize> factory() {
            return CropResize.factory();
        }

        @Override
        protected CropResize parameters() {
            return new CropResize(List.of(0.5, 0.9));
        }
    }

    @Nested
    class FlipContract extends Linear<Flip> {
        @Override
        protected TransformationFactory<Flip> factory() {
            return Flip.factory();
        }

        @Override
        protected Flip parameters() {
            return new Flip(Flip.Direction.LEFT_RIGHT, 0.5);
        }
    }

    @Nested
    class AlwaysFlippedContract extends Linear<Flip> {
        @Override
        protected TransformationFactory<Flip> factory() {
            return Flip.factory();
        }

        @Override
        protected Flip parameters() {
            return new Flip(Flip.Direction.UP_DOWN, 1);
        }
    }

    @Test
    void rotationsAgreeWithTheDefinition() {
        double angle = Math.toRadians(37);
        check(
                Rotate.factory(),
                new Rotate(List.of(37.0), Outside.BLACK),
                (x, y) -> Math.cos(angle) * x - Math.sin(angle) * y,
                (x, y) -> Math.sin(angle) * x + Math.cos(angle) * y);
    }

    @Test
    void scalingAgreesWithTheDefinition() {
        check(Scale.factory(), new Scale(List.of(1.7), Outside.BLACK), (x, y) -> x / 1.7, (x, y) -> y / 1.7);
    }

    /** A point is sheared to the side by its height, then up or down by where it came to. */
    @Test
    void shearingAgreesWithTheDefinition() {
        double side = Math.tan(Math.toRadians(20));
        double down = Math.tan(Math.toRadians(-10));
        check(
                Shear.factory(),
                new Shear(List.of(20.0), List.of(-10.0), Outside.BLACK),
                (x, y) -> x - side * (y - down * x),
                (x, y) -> y - down * x);
    }

    /** The ray from the eye through each pixel of the frame, cut with the plane of the turned picture. */
    @Test
    void perspectiveAgreesWithRays() {
        double a = Math.toRadians(35);
        double b = Math.toRadians(-25);
        double eye = 1.5 * 8;
        double[] right = {Math.cos(a), -Math.sin(a) * Math.sin(b), Math.sin(a) * Math.cos(b)};
        double[] down = {0, Math.cos(b), Math.sin(b)};
        double[] normal = {
            right[1] * down[2] - right[2] * down[1],
            right[2] * down[0] - right[0] * down[2],
            right[0] * down[1] - right[1] * down[0]
        };
        check(
                Perspective.factory(),
                new Perspective(List.of(35.0), List.of(-25.0), List.of(1.5), Outside.BLACK),
                (x, y) -> along(right, normal, eye, x, y),
                (x, y) -> along(down, normal, eye, x, y));
    }

    private static double along(double[] axis, double[] normal, double eye, double x, double y) {
        double t = normal[2] * eye / (normal[0] * x + normal[1] * y + normal[2] * eye);
        return t * x * axis[0] + t * y * axis[1] + (t * eye - eye) * axis[2];
    }

    @Test
    void positiveAnglesTurnCounterClockwise() {
        // A dot to the right of the centre goes up.
        float[] x = new float[25];
        x[2 * 5 + 4] = 1;
        float[] y = Pictures.forward(Rotate.factory(), new Rotate(List.of(90.0), Outside.BLACK), x, 1, 5, 5, 1);
        assertEquals(1, y[2], 1e-6);
    }

    @Test
    void wholePixelsAreShiftedWithoutLoss() {
        float[] x = Pictures.random(4, 5, 2);
        Translate black = new Translate(List.of(2.0), List.of(-1.0), Outside.BLACK);
        Translate edge = new Translate(List.of(2.0), List.of(-1.0), Outside.EDGE);
        float[] y = Pictures.forward(Translate.factory(), black, x, 1, 4, 5, 2);
        float[] z = Pictures.forward(Translate.factory(), edge, x, 1, 4, 5, 2);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 5; j++) {
                boolean inside = i + 1 < 4 && j >= 2;
                int near = (Math.min(3, i + 1) * 5 + Math.max(0, j - 2)) * 2;
                assertEquals(inside ? x[near] : 0, y[(i * 5 + j) * 2]);
                assertEquals(x[near + 1], z[(i * 5 + j) * 2 + 1]);
            }
        }
    }

    @Test
    void nothingHappensWhereNothingIsAskedFor() {
        float[] x = Pictures.random(28, 27, 3);
        assertSame(x, Rotate.factory(), new Rotate(NOTHING, Outside.BLACK));
        assertSame(x, Translate.factory(), new Translate(NOTHING, NOTHING, Outside.BLACK));
        assertSame(x, Scale.factory(), new Scale(List.of(1.0), Outside.BLACK));
        assertSame(x, Shear.factory(), new Shear(NOTHING, NOTHING, Outside.BLACK));
        assertSame(x, Perspective.factory(), new Perspective(NOTHING, NOTHING, List.of(1.0, 5.0), Outside.BLACK));
        assertSame(x, CropResize.factory(), new CropResize(List.of(1.0)));
        assertSame(x, Flip.factory(), new Flip(Flip.Direction.LEFT_RIGHT, 0));
    }

    private static <P extends Record> void assertSame(float[] x, TransformationFactory<P> factory, P parameters) {
        assertArrayEquals(x, Pictures.forward(factory, parameters, x, 1, 28, 27, 3));
        assertArrayEquals(x, Pictures.vjp(factory, parameters, x, x, 1, 28, 27, 3));
    }

    @Test
    void aCutShowsAPartOfThePicture() {
        // A ramp stays a ramp of slope 1/2, wherever it was cut; edges are repeated for half a pixel.
        float[] ramp = new float[16 * 16];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (i % 16) * (1f / 15);
        }
        for (long seed = 1; seed <= 20; seed++) {
            float[] y = Pictures.forward(CropResize.factory(), new CropResize(List.of(0.5)), ramp, seed, 16, 16, 1);
            for (int j = 1; j + 2 < 16; j++) {
                assertEquals(0.5f / 15, y[j + 1] - y[j], 1e-6);
            }
        }
    }

    @Test
    void whiteStaysWhiteInsideAndWithinRange() {
        float[] white = new float[28 * 28];
        Arrays.fill(white, 1);
        for (long seed = 1; seed <= 40; seed++) {
            Rotate turned = new Rotate(List.of(-180.0, 180.0), Outside.EDGE);
            for (float value : Pictures.forward(Rotate.factory(), turned, white, seed, 28, 28, 1)) {
                assertEquals(1, value);
            }
        }
    }

    @Test
    void refusesWhatIsNoPicture() {
        Rotate rotate = new Rotate(List.of(15.0), Outside.BLACK);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Rotate.factory().create().apply(rotate).stage(new long[] {784}))
                .getMessage();
        assertTrue(message.startsWith("rotate(15) needs pictures of shape height x width x channels"), message);
        assertThrows(IllegalArgumentException.class, () -> new Rotate(List.of(181.0), Outside.BLACK));
        assertThrows(IllegalArgumentException.class, () -> new Scale(List.of(0.0, 1.0), Outside.BLACK));
        assertThrows(IllegalArgumentException.class, () -> new Flip(Flip.Direction.UP_DOWN, 1.5));
    }

    /** Each output pixel is the sum over all input pixels of the bilinear hat around the point it comes from. */
    private static <P extends Record> void check(
            TransformationFactory<P> factory,
            P parameters,
            DoubleBinaryOperator sourceX,
            DoubleBinaryOperator sourceY) {
        int h = 7;
        int w = 8;
        float[] x = Pictures.random(h, w, 3);
        float[] y = Pictures.forward(factory, parameters, x, 1, h, w, 3);
        for (int i = 0; i < y.length; i++) {
            int column = i / 3 % w;
            int line = i / 3 / w;
            double right = column - (w - 1) / 2.0;
            double below = line - (h - 1) / 2.0;
            double fromX = (w - 1) / 2.0 + sourceX.applyAsDouble(right, below);
            double fromY = (h - 1) / 2.0 + sourceY.applyAsDouble(right, below);
            double sum = 0;
            for (int p = 0; p < h; p++) {
                for (int q = 0; q < w; q++) {
                    double hat = Math.max(0, 1 - Math.abs(fromY - p)) * Math.max(0, 1 - Math.abs(fromX - q));
                    sum += hat * x[(p * w + q) * 3 + i % 3];
                }
            }
            assertEquals(sum, y[i], 1e-6, "value " + i);
        }
    }
}
