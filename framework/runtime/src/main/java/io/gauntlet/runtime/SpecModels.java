package io.gauntlet.runtime;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.gauntlet.api.Stencil;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.spec.ModelFiles;
import io.gauntlet.runtime.work.ModelFile;

/** The files of networks and masks that a spec names, which may be given relative to its folder. Only for specs of the user's own. */
public final class SpecModels implements ModelFiles, ImportedFiles {
    private final Path folder;
    private final Map<String, Path> known = new ConcurrentHashMap<>();

    /** @param folder of the spec */
    public SpecModels(Path folder) {
        this.folder = folder;
    }

    @Override
    public String sha256(String file) {
        Path path = folder.resolve(file);
        String sha256 = ModelFile.sha256(path);
        known.put(sha256, path);
        return sha256;
    }

    @Override
    public Stencil mask(String file) {
        return MaskFile.read(folder.resolve(file));
    }

    @Override
    public Optional<ModelFile> find(String sha256) {
        Path path = known.get(sha256);
        if (path == null) {
            return Optional.empty();
        }
        ModelFile file = ModelFile.read(path);
        if (!file.sha256().equals(sha256)) {
            throw new InvalidInputException(path + " was changed while the tournament was planned: run it again.");
        }
        return Optional.of(file);
    }
}
