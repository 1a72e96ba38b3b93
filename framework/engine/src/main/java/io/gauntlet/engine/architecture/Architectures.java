package io.gauntlet.engine.architecture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.gauntlet.api.model.Architecture;

/** All architectures of a process by id: the stock ones and those of plug-ins. Immutable. */
public final class Architectures {
    private final Map<String, Architecture> byId = new TreeMap<>();

    private Architectures(List<Architecture> all) {
        for (Architecture architecture : all) {
            String id = architecture.description().id();
            if (byId.putIfAbsent(id, architecture) != null) {
                throw new IllegalArgumentException(
                        "Two architectures are called '" + id + "'; rename that of the plug-in.");
            }
        }
    }

    /**
     * The stock architectures: {@code mlp}, {@code small-cnn}, {@code madry-cnn}, {@code lenet5}, {@code resnet-8},
     * {@code resnet-8-convex}, {@code resnet-20}, {@code wide-resnet-16-4}.
     */
    public static Architectures stock() {
        return new Architectures(StockArchitectures.all());
    }

    /** These and more. @throws IllegalArgumentException when an id is taken */
    public Architectures with(Collection<Architecture> more) {
        List<Architecture> all = new ArrayList<>(byId.values());
        all.addAll(more);
        return new Architectures(all);
    }

    /** All, by id. */
    public Collection<Architecture> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** The architecture of an id, if there is one. */
    public Optional<Architecture> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The architecture of an id. @throws IllegalArgumentException when there is none, naming those there are */
    public Architecture get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException(
                "There is no architecture '" + id + "'; there are " + String.join(", ", byId.keySet()) + "."));
    }
}
