package io.gauntlet.plugins.transformations.filter;

import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.support.Pictures;
import io.gauntlet.testkit.TransformationContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FilterTest {
    @Nested
    class BlurContract extends TransformationContract<Blur> {
        @Override
        protected TransformationFactory<Blur> factory() {
            return Blur.factory();
        }

        /** Up to blurs that are wider than the pictures. */
        @Override
        protected Blur parameters() {
            return new Blur(List.of(0.0, 4.0));
        }

        @Override
        protected boolean linear() {
            return true;
        }
    }

    @Nested
    class JpegContract extends TransformationContract<Jpeg> {
        @Override
        protected TransformationFactory<Jpeg> factory() {
            return Jpeg.factory();
        }

        @Override
        protected Jpeg parameters() {
            return new Jpeg(List.of(20.0, 90.0), Jpeg.Chroma.HALVED);
        }
    }

    @Nested
    class FullColourContract extends TransformationContract<Jpeg> {
        @Override
        protected TransformationFactory<Jpeg> factory() {
            return Jpeg.factory();
        }

        @Override
        protected Jpeg parameters() {
            return new Jpeg(List.of(75.0), Jpeg.Chroma.FULL);
        }
    }

    /** A point becomes the product of two Gaussians. */
    @Test
    void aPointBecomesAGaussian() {
        int size = 15;
        float[] point = new float[size * size];
        point[7 * size + 7] = 1;
        float[] blurred = Pictures.forward(Blur.factory(), new Blur(List.of(1.0)), point, 1, size, size, 1);
        double peak = 0.398942 * 0.398942;
        assertEquals(peak, blurred[7 * size + 7], 1e-4);
        assertEquals(peak * Math.exp(-0.5), blurred[7 * size + 8], 1e-4);
        assertEquals(peak * Math.exp(-2.5), blurred[5 * size + 6], 1e-4);
    }

    /** Mirrored edges keep the mean of each channel. */
    @Test
    void aWideBlurLeavesTheMeanOfEachChannel() {
        float[] picture = {0, 1, 0.5f, 1, 0.5f, 0, 0, 1, 1, 0, 0, 1};
        float[] blurred = Pictures.forward(Blur.factory(), new Blur(List.of(30.0)), picture, 1, 2, 3, 2);
        for (int i = 0; i < blurred.length; i++) {
            assertEquals((i % 2 == 0 ? 2 : 4) / 6.0, blurred[i], 1e-3);
        }
    }

    /** The platform's codec computes its cosines in integers, so that here and there a coefficient falls elsewhere. */
    @Test
    void greyPicturesComeOutAsFromThePlatformsCodec() {
        float[] x = CodecPictures.waves(32, 32, 1);
        for (int quality : new int[] {10, 20, 35, 50, 75, 90, 100}) {
            float[] expected = CodecPictures.throughTheCodec(x, 32, 32, 1, quality);
            float[] y = Pictures.forward(Jpeg.factory(), jpeg(quality), x, 1, 32, 32, 1);
            int different = CodecPictures.differentBlocks(expected, y, 32);
            assertTrue(different <= 5, "quality " + quality + ": " + different + " of 16 blocks differ");
            double off = CodecPictures.meanLevels(expected, y);
            assertTrue(quality == 100 || CodecPictures.meanLevels(x, y) > 3 * off, off + " levels off");
        }
    }

    @Test
    void picturesWithoutWholeBlocksAreFilledUpAsThere() {
        float[] x = CodecPictures.waves(11, 13, 1);
        float[] expected = CodecPictures.throughTheCodec(x, 11, 13, 1, 20);
        float[] y = Pictures.forward(Jpeg.factory(), jpeg(20), x, 1, 11, 13, 1);
        assertEquals(0, CodecPictures.meanLevels(expected, y), 0.7);
    }

    /** That codec smooths colour when it enlarges it, this one repeats it. */
    @Test
    void colourPicturesLoseAboutAsMuchAsInThePlatformsCodec() {
        float[] x = CodecPictures.waves(32, 32, 3);
        float[] expected = CodecPictures.throughTheCodec(x, 32, 32, 3, 75);
        float[] y = Pictures.forward(Jpeg.factory(), jpeg(75), x, 1, 32, 32, 3);
        double loss = CodecPictures.meanLevels(x, expected);
        assertTrue(CodecPictures.meanLevels(x, y) < 1.3 * loss, "the codec loses " + loss + " levels");
        assertTrue(CodecPictures.meanLevels(expected, y) < 0.7 * loss, "the codec loses " + loss + " levels");
    }

    private static Jpeg jpeg(int quality) {
        return new Jpeg(List.of((double) quality), Jpeg.Chroma.HALVED);
    }

    /** With grey pictures all that is left is the clipping. */
    @Test
    void greyDerivativesPassStraightThrough() {
        float[] x = Pictures.random(9, 10, 1);
        for (int i = 0; i < x.length; i++) {
            x[i] = 0.4f + 0.2f * x[i];
        }
        float[] dy = Pictures.random(9, 10, 1);
        float[] dx = Pictures.vjp(Jpeg.factory(), jpeg(80), x, dy, 1, 9, 10, 1);
        for (int i = 0; i < dx.length; i++) {
            assertEquals(dy[i], dx[i], 1e-6);
        }
    }

    /** JFIF's light and colours, of which the colours are averaged over two by two pixels, and back. */
    @Test
    void colourDerivativesAreThoseOfTheLinearPart() {
        double[][] from = {{0.299, 0.587, 0.114}, {-0.168735892, -0.331264108, 0.5}, {0.5, -0.418687589, -0.081312411}};
        double[][] to = {{1, 0, 1.402}, {1, -0.344136286, -0.714136286}, {1, 1.772, 0}};
        float[] x = CodecPictures.waves(8, 7, 3);
        for (int i = 0; i < x.length; i++) {
            x[i] = 0.35f + 0.3f * x[i];
        }
        float[] dy = Pictures.random(8, 7, 3);
        float[] dx = Pictures.vjp(Jpeg.factory(), jpeg(80), x, dy, 1, 8, 7, 3);
        for (int i = 0; i < x.length; i++) {
            double expected = 0;
            for (int k = 0; k < dy.length; k++) {
                double light = i / 3 == k / 3 ? to[k % 3][0] * from[0][i % 3] : 0;
                double colour = to[k % 3][1] * from[1][i % 3] + to[k % 3][2] * from[2][i % 3];
                expected += dy[k] * (light + colour * averaged(i / 3, k / 3));
            }
            assertEquals(expected, dx[i], 1e-5, "value " + i);
        }
    }

    /** What one pixel counts in the colour of another, in a picture of 7 columns. */
    private static double averaged(int pixel, int other) {
        boolean together = pixel / 14 == other / 14 && pixel % 7 / 2 == other % 7 / 2;
        return together ? pixel % 7 == 6 ? 0.5 : 0.25 : 0;
    }

    @Test
    void refusesWhatIsNeitherGreyNorColour() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Jpeg.factory().create().apply(jpeg(75)).stage(new long[] {8, 8, 2}));
        assertThrows(IllegalArgumentException.class, () -> jpeg(0));
        assertThrows(IllegalArgumentException.class, () -> new Blur(List.of(-1.0)));
    }
}
