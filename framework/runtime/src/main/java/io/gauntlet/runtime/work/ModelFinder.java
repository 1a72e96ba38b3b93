package io.gauntlet.runtime.work;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.ModelTrained;
import io.gauntlet.arena.event.Event.TrainingPlanned;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.plugin.PluginVersions;
import io.gauntlet.store.Database;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;

/** Finds the model that a user names, in a file or in the store. */
public final class ModelFinder {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{1,64}");

    private final LoadedPlugins plugins;

    /** With the plug-ins whose defenses stored models need. */
    public ModelFinder(LoadedPlugins plugins) {
        this.plugins = plugins;
    }

    private record Trained(String sha, TrainingPlanned plan) {}

    /**
     * A stored model and the data that it was trained on.
     *
     * @param model makes copies of it
     * @param dataSet id and parameters
     * @param dataSetHash identifies the data
     */
    public record Stored(NamedModel model, JsonNode dataSet, String dataSetHash) {}

    /**
     * Finds a model.
     *
     * @param named a file, or the SHA-256 of a stored model or its beginning
     * @param store asked only when there is no such file; may throw {@link InvalidInputException} when it is not at hand
     * @throws InvalidInputException when there is none, or more than one, or it cannot be used
     */
    public NamedModel find(String named, Supplier<Database> store) {
        Path file = Path.of(named);
        if (Files.exists(file)) {
            return NamedModel.ofFile(ModelFile.read(file), named);
        }
        if (!DIGITS.matcher(named).matches()) {
            throw new InvalidInputException("There is no file " + named + ", and no model whose SHA-256 begins like"
                    + " that: name the file of a network, such as my-network.onnx, or the first digits of a stored"
                    + " model, which the page of its tournament shows.");
        }
        Database database = store.get();
        return assemble(one(database, named), database);
    }

    /**
     * Finds a stored model, and never a file: for names that strangers give.
     *
     * @param sha its whole SHA-256
     * @return empty when there is none
     * @throws InvalidInputException when it cannot be used with the plug-ins that are here
     */
    public Optional<Stored> stored(String sha, Database database) {
        return find(database, sha).stream()
                .filter(trained -> trained.sha().equals(sha))
                .findFirst()
                .map(trained -> new Stored(
                        assemble(trained, database),
                        trained.plan().dataSet(),
                        trained.plan().dataSetHash()));
    }

    private NamedModel assemble(Trained trained, Database database) {
        // What is loaded stays so until the caller closes it.
        Chosen chosen = new Chosen(
                new PluginVersions(plugins),
                database.events(),
                "the model " + trained.sha().substring(0, 12) + " was trained",
                "train the model again");
        trained.plan().defender().layers().forEach(chosen::find);
        return NamedModel.ofStore(
                trained.sha(),
                database.artifacts().read(trained.sha()),
                new Layers(chosen::find, chosen::loader),
                trained.plan().defender());
    }

    private static Trained one(Database database, String sha) {
        List<Trained> found = find(database, sha);
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

    private static List<Trained> find(Database database, String prefix) {
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
}
