package io.gauntlet.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.spec.ModelFiles;
import io.gauntlet.runtime.work.ModelFile;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Database;
import io.gauntlet.store.RecordedEvent;

/**
 * The networks of users that are stored already, named by the SHA-256 of their files. For specs that come from
 * elsewhere, whose authors have no business with the files of this machine.
 */
public final class StoredModels implements ModelFiles, ImportedFiles {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

    private final Database database;

    /** Those of a database. */
    public StoredModels(Database database) {
        this.database = database;
    }

    @Override
    public String sha256(String named) {
        String sha = named.strip().toLowerCase(Locale.ROOT);
        if (!SHA.matcher(sha).matches()) {
            throw new InvalidInputException("A spec that is sent here names networks by the SHA-256 of their files, 64"
                    + " hexadecimal digits, and not by a path: " + quoted(named) + " is none.");
        }
        name(sha);
        return sha;
    }

    private static String quoted(String text) {
        return "'" + (text.length() <= 80 ? text : text.substring(0, 80) + "…") + "'";
    }

    @Override
    public Optional<ModelFile> find(String sha256) {
        return Optional.of(ModelFile.of(database.artifacts().read(sha256), name(sha256)));
    }

    /** What the file was called when it was imported. */
    private String name(String sha) {
        List<RecordedEvent> history = database.events().readStream(Ids.model(sha));
        for (RecordedEvent recorded : history) {
            if (recorded.type().equals("ModelImported")) {
                return ((Event.ModelImported) Recording.read(recorded)).file();
            }
        }
        throw new InvalidInputException("No network with the SHA-256 " + sha
                + " was imported here: `./gauntlet run` imports the networks that a spec in a file names.");
    }
}
