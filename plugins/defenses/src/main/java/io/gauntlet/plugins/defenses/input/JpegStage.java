package io.gauntlet.plugins.defenses.input;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import io.gauntlet.api.model.StraightThroughStage;

/** Compresses pictures with the Java platform's JPEG encoder and decodes them again, all in memory. */
final class JpegStage extends StraightThroughStage {
    private static final int LEVELS = 255;

    private final Picture picture;
    private final BufferedImage image;
    private final ImageWriter writer;
    private final ImageReader reader;
    private final ImageWriteParam how;
    private final int[] bytes;

    JpegStage(int quality, long[] shape) {
        super("jpeg(" + quality + ")", shape);
        this.picture = Picture.of("jpeg", shape);
        if (picture.channels() != 1 && picture.channels() != 3) {
            throw new IllegalArgumentException("jpeg needs pictures with 1 channel (grey) or 3 (red, green, blue), not "
                    + picture.channels() + ".");
        }
        this.image = new BufferedImage(
                picture.width(),
                picture.height(),
                picture.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        this.writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        this.reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        this.how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality / 100f);
        this.bytes = new int[length()];
    }

    @Override
    protected void forwardRow(float[] x, float[] y) {
        for (int i = 0; i < x.length; i++) {
            bytes[i] = Math.round(Math.max(0, Math.min(1, x[i])) * LEVELS);
        }
        WritableRaster raster = image.getRaster();
        raster.setPixels(0, 0, picture.width(), picture.height(), bytes);
        try {
            Raster decoded = decoded(encoded());
            decoded.getPixels(0, 0, picture.width(), picture.height(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("A picture in memory cannot be compressed.", e);
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = bytes[i] / (float) LEVELS;
        }
    }

    private byte[] encoded() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.setOutput(null);
        }
        return out.toByteArray();
    }

    /** Pixels as red, green and blue, or grey. */
    private Raster decoded(byte[] encoded) throws IOException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            reader.setInput(stream, true, true);
            BufferedImage read = reader.read(0);
            if (picture.channels() == 1) {
                return read.getRaster();
            }
            // The decoder keeps colours in another order: let the image put them right.
            BufferedImage ordered = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
            for (int row = 0; row < picture.height(); row++) {
                for (int column = 0; column < picture.width(); column++) {
                    ordered.setRGB(column, row, read.getRGB(column, row));
                }
            }
            return ordered.getRaster();
        } finally {
            reader.setInput(null);
        }
    }
}
