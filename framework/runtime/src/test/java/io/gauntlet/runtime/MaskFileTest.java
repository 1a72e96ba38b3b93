package io.gauntlet.runtime;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.Stencil;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.engine.file.Npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MaskFileTest {
    private static final boolean[] COVERED = {true, false, false, false, true, true};

    @TempDir
    Path folder;

    private Path png(int type, int... pixels) throws IOException {
        BufferedImage image = new BufferedImage(3, 2, type);
        for (int i = 0; i < 6; i++) {
            image.setRGB(i % 3, i / 3, pixels[i]);
        }
        Path file = folder.resolve("mask-" + type + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private String refused(Path file) {
        return String.valueOf(assertThrows(InvalidInputException.class, () -> MaskFile.read(file))
                .getMessage());
    }

    private Path written(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    /** Bright and opaque pixels are covered, in grey, in black and white, and with an alpha channel. */
    @Test
    void pictures() throws IOException {
        int white = 0xffffffff;
        int black = 0xff000000;
        int dim = 0xff404040;
        int clear = 0x00ffffff;
        for (Path file : new Path[] {
            png(BufferedImage.TYPE_BYTE_GRAY, white, black, dim, black, white, white),
            png(BufferedImage.TYPE_BYTE_BINARY, white, black, black, black, white, white),
            png(BufferedImage.TYPE_INT_ARGB, white, black, clear, dim, white, white)
        }) {
            Stencil mask = MaskFile.read(file);
            assertEquals(2, mask.height());
            assertEquals(3, mask.width());
            assertArrayEquals(COVERED, mask.covered(), file.toString());
        }
    }

    @Test
    void arrays() throws IOException {
        float[] values = {1, 0, 0, 0, 0.5f, 1};
        assertArrayEquals(
                COVERED,
                MaskFile.read(written("a.npy", Npy.of(values, 2, 3).bytes())).covered());
        byte[] bytes = {(byte) 255, 0, 0, 0, 1, 1};
        Stencil mask = MaskFile.read(written("b.NPY", Npy.of(bytes, 2, 3, 1).bytes()));
        assertArrayEquals(COVERED, mask.covered());
        assertEquals(2, mask.height());
    }

    /** The hash is that of `sha256sum`. */
    @Test
    void theHashIsThatOfTheFile() throws Exception {
        byte[] content = Npy.of(new byte[] {1}, 1, 1).bytes();
        String sha =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        assertEquals(sha, MaskFile.read(written("one.npy", content)).sha256());
    }

    @Test
    void whatIsNoMaskIsRefusedInASentence() throws IOException {
        assertTrue(refused(folder.resolve("none.png")).startsWith("There is no file "));
        assertTrue(refused(folder).endsWith(" is a folder: name the PNG or npy file of a mask."));
        assertEquals(
                "a.jpg is neither a PNG nor ends with .npy: save the mask as one.",
                refused(written("a.jpg", new byte[] {1, 2, 3})));
        byte[] whole = Files.readAllBytes(png(BufferedImage.TYPE_BYTE_GRAY, 0, 0, 0, 0, 0, 0));
        assertEquals(
                "cut.png is a damaged PNG: save the mask again.",
                refused(written("cut.png", Arrays.copyOf(whole, 40))));
        assertEquals(
                "flat.npy holds an array of 1 dimensions: save a mask as height x width.",
                refused(written("flat.npy", Npy.of(new byte[4], 4).bytes())));
        assertEquals(
                "wide.npy is 1 x 1025 pixels: a mask has from 1 to 1024 on a side.",
                refused(written("wide.npy", Npy.of(new byte[1025], 1, 1025).bytes())));
        BufferedImage tall = new BufferedImage(1, 2000, BufferedImage.TYPE_BYTE_BINARY);
        Path file = folder.resolve("tall.png");
        ImageIO.write(tall, "png", file.toFile());
        assertEquals("tall.png is 2000 x 1 pixels: a mask has from 1 to 1024 on a side.", refused(file));
    }
}
