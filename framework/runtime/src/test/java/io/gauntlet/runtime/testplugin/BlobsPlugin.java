package io.gauntlet.runtime.testplugin;

import java.util.List;
import java.util.Map;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.api.data.DataSource;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;

/** Two classes of 4 x 4 pictures: noise around a dark and around a bright grey. */
public final class BlobsPlugin implements Plugin {
    private record Parts(Examples train, Examples attacker, Examples calibration, Examples test) implements Splits {}

    @Override
    public List<DataSetFactory<?>> dataSets() {
        Description description = new Description("blobs", "1", "Dark and bright noise.", List.of(), "");
        return List.of(new DataSetFactory<>(description, NoParameters.class, none -> BlobsPlugin::load));
    }

    private static DataSet.Loaded load(DataSource source) {
        source.progress().report(0, "drawing");
        return new DataSet.Loaded(splits(), Map.of("drawn", "0".repeat(64)));
    }

    /** What it loads. */
    public static Splits splits() {
        ByteExamples all = draw(400);
        return new Parts(all.slice(0, 240), all.slice(240, 270), all.slice(270, 300), all.slice(300, 400));
    }

    private static ByteExamples draw(int n) {
        byte[] pixels = new byte[n * 16];
        byte[] labels = new byte[n];
        Draws draws = Seed.of(7).draws();
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 2);
            for (int p = 0; p < 16; p++) {
                double value = 128 + (i % 2 == 0 ? -25 : 25) + 40 * draws.gaussian();
                pixels[i * 16 + p] = (byte) Math.max(0, Math.min(255, value));
            }
        }
        return ByteExamples.of(pixels, labels, new long[] {4, 4, 1}, 2);
    }
}
