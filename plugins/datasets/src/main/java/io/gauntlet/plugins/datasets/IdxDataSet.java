package io.gauntlet.plugins.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataSource;
import io.gauntlet.api.data.DataUnavailableException;

/**
 * A data set of the MNIST family. Each file is looked for in the user's folder, the folders of the system, the cache
 * and then, when the source is online, at the origins; fetched files are kept in the cache.
 */
final class IdxDataSet implements DataSet {
    private final IdxCollection collection;
    private final List<String> subfolders;
    private final List<Path> systemFolders;
    private final List<Origin> origins;

    /**
     * @param subfolders where in the user's folder to look; "" is the folder itself
     * @param systemFolders where operating systems install the files
     * @param origins where to fetch from, in this order
     */
    IdxDataSet(IdxCollection collection, List<String> subfolders, List<Path> systemFolders, List<Origin> origins) {
        this.collection = collection;
        this.subfolders = List.copyOf(subfolders);
        this.systemFolders = List.copyOf(systemFolders);
        this.origins = List.copyOf(origins);
    }

    @Override
    public Loaded load(DataSource source) {
        Map<IdxFile, IdxContents> contents = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        Cache cache = new Cache(source.cache());
        for (IdxFile file : collection.files()) {
            find(file, source, cache, faults).ifPresent(found -> contents.put(file, found));
        }
        fetch(missing(contents), source, cache, contents, faults);
        if (contents.size() < collection.files().size()) {
            throw unavailable(source, missing(contents), faults);
        }
        source.progress().report(1, collection.id() + " is loaded");
        return loaded(contents);
    }

    private Optional<IdxContents> find(IdxFile file, DataSource source, Cache cache, List<String> faults) {
        Optional<IdxContents> found = source.folder().flatMap(folder -> fromUser(file, folder));
        if (found.isEmpty()) {
            found = fromSystem(file, faults);
        }
        return found.isPresent() ? found : cache.read(file, source.progress());
    }

    private Optional<IdxContents> fromUser(IdxFile file, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataUnavailableException(
                    "The data folder " + folder + " does not exist: name an existing one with --data DIR or"
                            + " GAUNTLET_DATA, or none.",
                    null);
        }
        return new DataFolder(folder, subfolders).find(file).map(path -> {
            try {
                return DataFolder.read(file, path);
            } catch (DamagedException e) {
                throw new DataUnavailableException(
                        "The file " + path + " is not the " + file.name() + " of " + collection.id() + ": "
                                + e.getMessage() + ". Replace or remove it; files of another data set belong in"
                                + " another folder, those of this one may be in the subfolder "
                                + collection.id() + ".",
                        e);
            } catch (IOException e) {
                throw new DataUnavailableException(
                        "The file " + path + " cannot be read (" + Cache.reason(e)
                                + "): make it readable or remove it.",
                        e);
            }
        });
    }

    private Optional<IdxContents> fromSystem(IdxFile file, List<String> faults) {
        for (Path folder : systemFolders) {
            Optional<Path> path = new DataFolder(folder, List.of("")).find(file);
            if (path.isPresent()) {
                try {
                    return Optional.of(DataFolder.read(file, path.get()));
                } catch (IOException e) {
                    faults.add(path.get() + ": " + e.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    private void fetch(
            List<IdxFile> missing,
            DataSource source,
            Cache cache,
            Map<IdxFile, IdxContents> contents,
            List<String> faults) {
        if (!missing.isEmpty() && !source.online()) {
            faults.add("fetching is switched off");
            return;
        }
        for (Origin origin : origins) {
            List<IdxFile> wanted = missing(contents);
            if (!wanted.isEmpty()) {
                faults.addAll(origin.fetch(
                        wanted,
                        (file, found) -> {
                            cache.store(file, found);
                            contents.put(file, found);
                        },
                        source.progress()));
            }
        }
    }

    private List<IdxFile> missing(Map<IdxFile, IdxContents> contents) {
        return collection.files().stream()
                .filter(file -> !contents.containsKey(file))
                .toList();
    }

    private DataUnavailableException unavailable(DataSource source, List<IdxFile> missing, List<String> faults) {
        List<String> ways = new ArrayList<>();
        ways.add("put " + names(missing) + " (raw, or packed as .gz) into a folder and name it with --data DIR or"
                + " GAUNTLET_DATA");
        if (!source.online()) {
            ways.add("allow fetching");
        }
        origins.forEach(origin -> ways.add(origin.remedy()));
        List<String> tried = new ArrayList<>();
        source.folder().ifPresent(folder -> tried.add(folder + ": no such files"));
        tried.add(source.cache() + ": no such files");
        tried.addAll(faults);
        return new DataUnavailableException(
                "The data set " + collection.id() + " lacks " + names(missing) + ". Do one of these: "
                        + String.join("; or ", ways) + ". Tried: " + String.join("; ", tried) + ".",
                null);
    }

    private static String names(List<IdxFile> files) {
        return files.stream().map(IdxFile::name).collect(Collectors.joining(", "));
    }

    private Loaded loaded(Map<IdxFile, IdxContents> contents) {
        Map<String, String> files = new HashMap<>();
        contents.forEach((file, content) -> files.put(file.name(), content.sha256()));
        ByteExamples learning = examples(contents, collection.trainImages(), collection.trainLabels());
        ByteExamples test = examples(contents, collection.testImages(), collection.testLabels());
        return new Loaded(IdxSplits.of(learning, test, collection.sizes()), files);
    }

    private ByteExamples examples(Map<IdxFile, IdxContents> contents, IdxFile images, IdxFile labels) {
        List<Integer> sides = images.dimensions();
        long[] shape = {sides.get(1), sides.get(2), 1};
        return ByteExamples.of(values(contents, images), values(contents, labels), shape, collection.classes());
    }

    private static byte[] values(Map<IdxFile, IdxContents> contents, IdxFile file) {
        IdxContents found = contents.get(file);
        if (found == null) {
            throw new IllegalStateException("Asked for " + file.name() + " before it was read.");
        }
        return found.values();
    }
}
