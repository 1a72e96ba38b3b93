package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.runtime.plugin.LoadedPlugins;

/** What the doctor finds about plug-ins and data sets. */
final class PluginChecks {
    private PluginChecks() {}

    static List<Finding> all(GauntletCommand command, LoadedPlugins plugins) {
        List<Finding> findings = new ArrayList<>();
        String counts = Arrays.stream(Kind.values())
                .map(kind -> plugins.catalog().ids(kind).size() + " " + kind.plural())
                .collect(Collectors.joining(", "));
        findings.add(Finding.of(
                "plug-ins",
                counts,
                !plugins.plugins().isEmpty(),
                "start Gauntlet by its launcher: the stock plug-ins are not found."));
        plugins.problems()
                .forEach(problem -> findings.add(
                        Finding.look("plug-in " + problem.path().getFileName(), "refused", problem.sentence())));
        for (Registered dataSet : plugins.catalog().all(Kind.DATA_SET)) {
            findings.add(dataSet(command, dataSet));
        }
        return findings;
    }

    /** Files that were never fetched are no fault, except where nothing may be fetched. */
    private static Finding dataSet(GauntletCommand command, Registered dataSet) {
        String what = "data set " + dataSet.id();
        Path folder = command.cache().resolve(dataSet.id());
        long files = files(folder);
        if (files > 0) {
            return Finding.fine(what, files + " files in " + folder);
        }
        return command.data()
                .map(own -> Finding.fine(what, "nothing is kept; looked for in " + own + " first"))
                .orElseGet(() -> Finding.of(
                        what,
                        "nothing is kept yet; the first tournament on it fetches it",
                        !command.offline,
                        "leave out --offline, or name your files with --data."));
    }

    private static long files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            return 0;
        }
    }
}
