package io.gauntlet.runtime;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import io.gauntlet.api.Stencil;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.file.Npy;

/**
 * A mask that a user drew, in a file: a PNG, where pixels that are opaque and brighter than half of white are covered, or an
 * npy of height x width, where values other than 0 are.
 */
public final class MaskFile {
    private static final long LARGEST_FILE = 16L << 20;
    private static final int HALF = 128;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private MaskFile() {}

    /** Reads a file. @throws InvalidInputException when it holds no mask, with what to do */
    public static Stencil read(Path file) {
        byte[] content = content(file);
        String name = String.valueOf(file.getFileName());
        try {
            boolean npy = name.toLowerCase(Locale.ROOT).endsWith(".npy");
            return npy ? array(content, name) : picture(content, name);
        } catch (DamagedFileException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] content(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InvalidInputException(file + " is a folder: name the PNG or npy file of a mask.");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new InvalidInputException(file + " is larger than 16 MiB, the most the file of a mask may be.");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("There is no file " + file + ": name the PNG or npy file of a mask.", e);
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read: make it readable.", e);
        }
    }

    private static Stencil array(byte[] content, String name) {
        Npy npy = Npy.read(content, name);
        long[] shape = npy.shape();
        if (shape.length != 2 && !(shape.length == 3 && shape[2] == 1)) {
            throw new InvalidInputException(
                    name + " holds an array of " + shape.length + " dimensions: save a mask as height x width.");
        }
        checkSize(shape[0], shape[1], name);
        boolean[] covered = new boolean[(int) (shape[0] * shape[1])];
        float[] values = npy.floats();
        for (int i = 0; i < covered.length; i++) {
            covered[i] = values[i] != 0;
        }
        return Stencil.of((int) shape[0], (int) shape[1], covered, sha256(content));
    }

    private static Stencil picture(byte[] content, String name) {
        BufferedImage image = decoded(content, name);
        boolean[] covered = new boolean[image.getWidth() * image.getHeight()];
        for (int i = 0; i < covered.length; i++) {
            int pixel = image.getRGB(i % image.getWidth(), i / image.getWidth());
            int light = ((pixel >> 16 & 0xff) + (pixel >> 8 & 0xff) + (pixel & 0xff)) / 3;
            covered[i] = light >= HALF && (pixel >>> 24) >= HALF;
        }
        return Stencil.of(image.getHeight(), image.getWidth(), covered, sha256(content));
    }

    /** Looks at the size before it decodes: a small file can hold a huge picture. */
    private static BufferedImage decoded(byte[] content, String name) {
        if (!Arrays.equals(content, 0, Math.min(content.length, PNG.length), PNG, 0, PNG.length)) {
            throw new InvalidInputException(name + " is neither a PNG nor ends with .npy: save the mask as one.");
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
            try {
                reader.setInput(in);
                checkSize(reader.getHeight(0), reader.getWidth(0), name);
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new InvalidInputException(name + " is a damaged PNG: save the mask again.", e);
        }
    }

    private static void checkSize(long height, long width, String name) {
        if (height < 1 || width < 1 || height > Stencil.LARGEST || width > Stencil.LARGEST) {
            throw new InvalidInputException(name + " is " + height + " x " + width + " pixels: a mask has from 1 to "
                    + Stencil.LARGEST + " on a side.");
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
