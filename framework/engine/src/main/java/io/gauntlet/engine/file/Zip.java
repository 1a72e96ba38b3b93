package io.gauntlet.engine.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Zips in memory whose bytes depend on their contents alone. */
final class Zip {
    private static final int MOST_ENTRIES = 10_000;
    /** Any fixed time that a zip can hold: 1980-01-02 in every time zone. */
    private static final java.time.LocalDateTime TIME = java.time.LocalDateTime.of(1980, 1, 2, 0, 0);

    private Zip() {}

    /** Entries in order of their names, not compressed, as NumPy's npz are. */
    static byte[] write(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> one : new TreeMap<>(entries).entrySet()) {
                ZipEntry entry = new ZipEntry(one.getKey());
                CRC32 sum = new CRC32();
                sum.update(one.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(one.getValue().length);
                entry.setCrc(sum.getValue());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(one.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a zip.
     *
     * @param limit the most bytes that its entries may have together
     * @throws DamagedFileException when it is not a zip, was cut off or changed, or is too large
     */
    static Map<String, byte[]> read(byte[] file, String name, long limit) {
        Map<String, byte[]> entries = new TreeMap<>();
        long left = limit;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
                left -= content.length;
                if (left < 0 || entries.size() >= MOST_ENTRIES) {
                    throw new DamagedFileException(
                            "The file " + name + " is larger unpacked than the limit of " + limit + " bytes.");
                }
                if (entries.put(entry.getName(), content) != null) {
                    throw new DamagedFileException(
                            "The file " + name + " holds " + entry.getName() + " twice: it was changed.");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new DamagedFileException("The file " + name + " is damaged: " + e.getMessage() + ".", e);
        }
        if (entries.isEmpty()) {
            throw new DamagedFileException("The file " + name + " is not a stored network, or it was cut off.");
        }
        return entries;
    }
}
