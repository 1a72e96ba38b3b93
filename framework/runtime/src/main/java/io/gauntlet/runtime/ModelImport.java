package io.gauntlet.runtime;

import io.gauntlet.api.data.Examples;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Event.ModelImported;
import io.gauntlet.arena.spec.ImportedModel;
import io.gauntlet.runtime.work.ModelFile;
import io.gauntlet.store.ArtifactMissing;
import io.gauntlet.store.ArtifactStore;

/** Takes networks of the user's into the store, so that nobody needs their files again. */
final class ModelImport {
    private static final String TYPE = "application/octet-stream";

    private final ArtifactStore artifacts;
    private final ImportedFiles files;

    ModelImport(ArtifactStore artifacts, ImportedFiles files) {
        this.artifacts = artifacts;
        this.files = files;
    }

    /**
     * Checks a network and stores its bytes.
     *
     * @return what to record
     * @throws InvalidInputException when it is not at hand, cannot be computed or does not take the samples
     */
    ModelImported take(ImportedModel model, Examples samples, String dataSet) {
        ModelFile file = files.find(model.sha256()).orElseGet(() -> stored(model));
        file.checkFits(samples, dataSet);
        String sha256 = artifacts.put(file.content(), TYPE);
        return new ModelImported(sha256, file.name(), file.format(), dataSet);
    }

    private ModelFile stored(ImportedModel model) {
        try {
            return ModelFile.of(artifacts.read(model.sha256()), model.name());
        } catch (ArtifactMissing e) {
            throw new InvalidInputException(
                    "The network " + model.file() + " is neither at hand nor stored: plan the tournament where its file"
                            + " is.",
                    e);
        }
    }
}
