package io.gauntlet.engine.file;

import java.util.HashMap;
import java.util.Map;

/**
 * Named arrays of floats with a description: a zip of npy and one JSON. Equal contents give equal bytes.
 *
 * @param description JSON
 * @param arrays by name
 */
public record ArraysFile(byte[] description, Map<String, float[]> arrays) {
    private static final String DESCRIPTION = "description.json";
    private static final String NPY = ".npy";

    /** The file. */
    public byte[] bytes() {
        Map<String, byte[]> entries = new HashMap<>();
        entries.put(DESCRIPTION, description);
        arrays.forEach((name, values) ->
                entries.put(name + NPY, Npy.of(values, values.length).bytes()));
        return Zip.write(entries);
    }

    /**
     * Reads a file.
     *
     * @param name for messages
     * @throws DamagedFileException with one sentence that says what is wrong
     */
    public static ArraysFile read(byte[] file, String name) {
        byte[] description = null;
        Map<String, float[]> arrays = new HashMap<>();
        for (Map.Entry<String, byte[]> entry :
                Zip.read(file, name, NetworkFile.LIMIT).entrySet()) {
            String path = entry.getKey();
            if (path.equals(DESCRIPTION)) {
                description = entry.getValue();
            } else if (path.endsWith(NPY)) {
                arrays.put(
                        path.substring(0, path.length() - NPY.length()),
                        Npy.read(entry.getValue(), path + " in " + name).floats());
            } else {
                throw new DamagedFileException("The file " + name + " holds " + path + ", which is no array.");
            }
        }
        if (description == null) {
            throw new DamagedFileException("The file " + name + " has no " + DESCRIPTION + ".");
        }
        return new ArraysFile(description, arrays);
    }
}
