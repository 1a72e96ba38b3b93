package __package__;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.api.data.DataSource;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;

/** Noisy pictures of stripes, across or down. Replace them by your data. */
public final class __Name__ implements DataSet {
    /**
     * The parameters: from these words come the help, the JSON Schema, the form in the page and the messages.
     *
     * @param samples how many there are in all
     */
    public record Parameters(
            @Param(value = "samples of all splits together", defaultValue = "4000", min = 100, max = 1_000_000)
            int samples) {}

    /** What it is; say here whose the data is and under which licence. */
    public static final DataSetFactory<Parameters> FACTORY = new DataSetFactory<>(
            new Description(
                    "__id__",
                    "1",
                    "Noisy pictures of stripes, across or down.",
                    List.of(), // authors, title, year
                    "Whatever a user must know: licence, where the files come from."),
            Parameters.class,
            __Name__::new);

    private static final int SIDE = 12;
    private static final int CLASSES = 2;
    private static final int NOISE = 160;
    private static final int BRIGHTER = 95;

    private record Parts(Examples train, Examples attacker, Examples calibration, Examples test) implements Splits {}

    private final Parameters parameters;

    __Name__(Parameters parameters) {
        this.parameters = parameters;
    }

    /**
     * A data set that reads files looks for them in source.folder(), then in source.cache(), and fetches them only when
     * source.online(). Where it cannot have them it throws DataUnavailableException, with all the ways to supply them.
     */
    @Override
    public Loaded load(DataSource source) {
        source.progress().report(0, "drawing stripes");
        int n = parameters.samples();
        byte[] pixels = new byte[n * SIDE * SIDE];
        byte[] labels = new byte[n];
        Draws draws = Seed.of(1).derive("__id__").draws();
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) draws.index(CLASSES);
            for (int p = 0; p < SIDE * SIDE; p++) {
                int line = labels[i] == 0 ? p / SIDE : p % SIDE;
                pixels[i * SIDE * SIDE + p] = (byte) (draws.index(NOISE) + (line % 3 == 0 ? BRIGHTER : 0));
            }
        }
        ByteExamples all = ByteExamples.of(pixels, labels, new long[] {SIDE, SIDE, 1}, CLASSES);
        int tenth = n / 10;
        return new Loaded(
                new Parts(
                        all.slice(0, 6 * tenth),
                        all.slice(6 * tenth, 7 * tenth),
                        all.slice(7 * tenth, 8 * tenth),
                        all.slice(8 * tenth, n)),
                Map.of("pixels", sha256(pixels)));
    }

    /** What identifies the data in the record: of a data set that reads files, the hash of each. */
    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
