package org.example.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.api.data.DataSource;
import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;

/** Pictures in a file of comma-separated numbers, as many teaching data sets come: the label, then each value. */
public final class Csv implements DataSet {
    /**
     * The parameters: from these words come the help, the JSON Schema, the form in the page and the messages.
     *
     * @param file its name
     * @param height of a picture
     * @param width of a picture
     * @param classes how many labels there are
     * @param brightest the number that is white
     */
    public record Parameters(
            @Param(value = "the file in the folder of --data", defaultValue = "pictures.csv", min = 1, max = 200)
            String file,

            @Param(value = "height of a picture", defaultValue = "28", min = 1, max = 10_000)
            int height,

            @Param(value = "width of a picture", defaultValue = "28", min = 1, max = 10_000)
            int width,

            @Param(value = "labels, which count from 0", defaultValue = "10", min = 2, max = 256)
            int classes,

            @Param(value = "the number that is white; 0 is black", defaultValue = "255", min = 1, max = 255)
            int brightest) {}

    /** What it is; say here whose the data is and under which licence. */
    public static final DataSetFactory<Parameters> FACTORY = new DataSetFactory<>(
            new Description(
                    "csv",
                    "1",
                    "Grey pictures in a file of comma-separated numbers: in each line the label, then the values.",
                    List.of(),
                    "The lines are shuffled by a fixed seed, then cut: six tenths to train, one for attackers, one to"
                            + " calibrate, two to test. Licence and origin are those of your file."),
            Parameters.class,
            Csv::new);

    private static final int REPORTED = 1000; // lines between two reports of progress

    private record Parts(Examples train, Examples attacker, Examples calibration, Examples test) implements Splits {}

    private final Parameters parameters;
    private final int length;

    Csv(Parameters parameters) {
        this.parameters = parameters;
        length = parameters.height() * parameters.width();
    }

    @Override
    public Loaded load(DataSource source) {
        Path file = find(source);
        try {
            byte[] bytes = Files.readAllBytes(file);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return new Loaded(splits(lines, source), Map.of(parameters.file(), sha256(bytes)));
        } catch (IOException e) {
            throw new DataUnavailableException(file + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private Path find(DataSource source) {
        for (Path folder : new Path[] {source.folder().orElse(source.cache()), source.cache()}) {
            Path file = folder.resolve(parameters.file());
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new DataUnavailableException(
                "There is no file " + parameters.file() + ": name its folder with --data, put it into " + source.cache()
                        + ", or give another name by the parameter file.",
                null);
    }

    private Splits splits(List<String> lines, DataSource source) {
        int n = lines.size();
        byte[] pixels = new byte[n * length];
        byte[] labels = new byte[n];
        int[] order = Seed.of(1).derive("csv").draws().permutation(n);
        for (int i = 0; i < n; i++) {
            if (i % REPORTED == 0) {
                source.progress().report((double) i / n, "reading " + parameters.file());
            }
            read(lines.get(order[i]), order[i] + 1, pixels, labels, i);
        }
        ByteExamples all = ByteExamples.of(
                pixels, labels, new long[] {parameters.height(), parameters.width(), 1}, parameters.classes());
        int tenth = n / 10;
        return new Parts(
                all.slice(0, 6 * tenth),
                all.slice(6 * tenth, 7 * tenth),
                all.slice(7 * tenth, 8 * tenth),
                all.slice(8 * tenth, n));
    }

    private void read(String line, int number, byte[] pixels, byte[] labels, int at) {
        String[] words = line.split(",", -1);
        if (words.length != 1 + length) {
            throw wrong(number, "has " + words.length + " numbers, not a label and " + length + " values");
        }
        labels[at] = (byte) number(words[0], number, parameters.classes() - 1);
        for (int i = 0; i < length; i++) {
            int value = number(words[1 + i], number, parameters.brightest());
            pixels[at * length + i] = (byte) Math.round(255f * value / parameters.brightest());
        }
    }

    private int number(String word, int line, int most) {
        try {
            int number = Integer.parseInt(word.strip());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number that is out of range.
        }
        throw wrong(line, "holds '" + word.strip() + "', which is no whole number from 0 to " + most);
    }

    private DataUnavailableException wrong(int line, String what) {
        return new DataUnavailableException(
                "Line " + line + " of " + parameters.file() + " " + what + ": correct the file or the parameters.",
                null);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
