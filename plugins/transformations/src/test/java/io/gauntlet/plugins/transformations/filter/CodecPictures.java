package io.gauntlet.plugins.transformations.filter;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures through the JPEG codec of the Java platform. */
final class CodecPictures {
    private CodecPictures() {}

    /** Light that changes quickly and, with channels, colour that changes slowly. */
    static float[] waves(int height, int width, int channels) {
        float[] values = new float[height * width * channels];
        for (int i = 0; i < values.length; i++) {
            int x = i / channels % width;
            int y = i / channels / width;
            double quick = Math.sin(0.4 * x + 0.3 * y);
            double slow = Math.sin(0.08 * x + 0.05 * (i % channels + 1) * y);
            values[i] = (float) Math.rint(255 * (0.5 + 0.15 * quick + 0.15 * slow)) / 255;
        }
        return values;
    }

    /** Compresses and decodes one picture. */
    static float[] throughTheCodec(float[] picture, int height, int width, int channels, int quality) {
        int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < picture.length; i++) {
            int x = i / channels % width;
            image.getRaster().setSample(x, i / channels / width, i % channels, Math.round(255 * picture[i]));
        }
        BufferedImage decoded = decoded(image, quality);
        float[] values = new float[picture.length];
        for (int i = 0; i < values.length; i++) {
            int x = i / channels % width;
            values[i] = decoded.getRaster().getSample(x, i / channels / width, i % channels) / 255f;
        }
        return values;
    }

    private static BufferedImage decoded(BufferedImage image, int quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality / 100f);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mean difference in levels of eight bits. */
    static double meanLevels(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += 255 * Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    /** In how many blocks of 8 x 8 pixels two grey square pictures differ by more than one level somewhere. */
    static int differentBlocks(float[] a, float[] b, int side) {
        Set<Integer> blocks = new HashSet<>();
        for (int i = 0; i < a.length; i++) {
            if (255 * Math.abs(a[i] - b[i]) > 1.5) {
                int line = i / side / 8;
                blocks.add(line * side + i % side / 8);
            }
        }
        return blocks.size();
    }
}
