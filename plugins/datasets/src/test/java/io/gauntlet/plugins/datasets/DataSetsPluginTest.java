package io.gauntlet.plugins.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.NoParameters;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.Examples;
import io.gauntlet.plugins.datasets.Tiny.Source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DataSetsPluginTest {
    @Test
    void isFoundAndBringsBothDataSets() {
        List<String> ids = ServiceLoader.load(Plugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(plugin -> plugin.dataSets().stream())
                .map(factory -> factory.description().id())
                .toList();
        assertEquals(List.of("mnist", "fashion-mnist"), ids);
    }

    @Test
    void loadsTheRealDigitsWhereTheyAreKept() {
        Optional<Path> kept = kept();
        if (kept.isEmpty()) {
            String reason = "Skipped the real digits: no MNIST files are kept in GAUNTLET_CACHE or ~/.cache/gauntlet;"
                    + " any run that uses MNIST puts them there.";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        DataSet.Loaded loaded =
                Mnist.factory().create().apply(new NoParameters()).load(Source.cached(kept.orElseThrow(), false));
        Examples test = loaded.splits().test();
        assertEquals(
                List.of(50_000, 8_000, 2_000, 10_000),
                Stream.of(
                                loaded.splits().train(),
                                loaded.splits().attacker(),
                                loaded.splits().calibration(),
                                test)
                        .map(Examples::size)
                        .toList());
        assertEquals(7, test.label(0));
        assertEquals(5, loaded.splits().train().label(0));
        double sum = 0;
        float[] values = new float[test.length()];
        for (int i = 0; i < test.size(); i++) {
            test.read(i, values, 0);
            for (float value : values) {
                sum += value;
            }
        }
        // The mean of the test pictures, as published with many pieces of software: 0.1325.
        assertEquals(0.1325, sum / (test.size() * (double) test.length()), 1e-4);
        assertTrue(loaded.files().keySet().contains("train-images-idx3-ubyte"));
    }

    private static Optional<Path> kept() {
        String named = System.getenv("GAUNTLET_CACHE");
        Path root = named == null ? Path.of(System.getProperty("user.home"), ".cache", "gauntlet") : Path.of(named);
        return Stream.of(root.resolve("mnist"), root.resolve("data/mnist"), root)
                .filter(folder -> Files.isRegularFile(folder.resolve("train-images-idx3-ubyte")))
                .findFirst();
    }
}
