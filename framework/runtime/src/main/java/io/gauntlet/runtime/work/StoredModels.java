package io.gauntlet.runtime.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Parts;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.ModelTrained;
import io.gauntlet.arena.event.Event.TrainingPlanned;
import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.model.Models;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.store.Database;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;

/** Finds models, in the store or in a file, and puts them together. */
public final class StoredModels {
    private final Database database;
    private final LoadedPlugins plugins;

    /** Models of a store. */
    public StoredModels(Database database, LoadedPlugins plugins) {
        this.database = database;
        this.plugins = plugins;
    }

    private record Trained(String sha, TrainingPlanned plan) {}

    /**
     * A defended model of the store.
     *
     * @param sha its SHA-256 or the beginning of it
     * @throws InvalidInputException when there is none, or more than one
     */
    public Model ofStore(String sha, long[] shape) {
        Trained trained = one(sha);
        Registered defense = new Chosen(plugins).find(trained.plan().defender());
        Parts parts = PartsFile.read(database.artifacts().read(trained.sha()), trained.sha());
        return Models.model(
                defense.createDefense(trained.plan().defender().params()).assemble(parts), shape);
    }

    /** The whole SHA-256 of the one model that its beginning names. @throws InvalidInputException when there is none or several */
    public String name(String sha) {
        return one(sha).sha();
    }

    private Trained one(String sha) {
        List<Trained> found = find(sha);
        if (found.isEmpty()) {
            throw new InvalidInputException("There is no model whose SHA-256 begins with '" + sha
                    + "', nor a file of that name. The page of a tournament names its models.");
        }
        if (found.size() > 1) {
            throw new InvalidInputException(
                    "There are " + found.size() + " models whose SHA-256 begins with '" + sha + "': give more digits.");
        }
        return found.get(0);
    }

    private List<Trained> find(String prefix) {
        Map<String, TrainingPlanned> plans = new HashMap<>();
        Map<String, Trained> found = new TreeMap<>();
        long position = 0;
        List<RecordedEvent> page;
        do {
            page = database.events().readCategory("training", position, EventStore.MAX_PAGE);
            for (RecordedEvent recorded : page) {
                position = recorded.position();
                Event event = Recording.read(recorded);
                if (event instanceof TrainingPlanned plan) {
                    plans.put(recorded.stream(), plan);
                }
                TrainingPlanned plan = plans.get(recorded.stream());
                if (event instanceof ModelTrained trained
                        && plan != null
                        && trained.model().startsWith(prefix)) {
                    found.put(trained.model(), new Trained(trained.model(), plan));
                }
            }
        } while (page.size() == EventStore.MAX_PAGE);
        return new ArrayList<>(found.values());
    }

    /** An undefended model of a file. @throws InvalidInputException when it cannot be read */
    public Model ofFile(Path file, long[] shape) {
        try {
            Parts parts = ModelFile.read(file);
            return Models.model(DefendedModel.of(parts.network()), shape);
        } catch (DamagedFileException | UnsupportedLayerException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidInputException("The model in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
