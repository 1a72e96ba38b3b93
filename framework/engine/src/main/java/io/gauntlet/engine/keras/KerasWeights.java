package io.gauntlet.engine.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The weights of a file, found by the layer's name and their role. */
final class KerasWeights {
    private final Map<String, List<KerasArray>> byRole = new HashMap<>();

    KerasWeights(List<KerasArray> arrays) {
        arrays.forEach(array ->
                byRole.computeIfAbsent(array.role(), role -> new ArrayList<>()).add(array));
    }

    /**
     * The weights of a layer; null when it has none of this role.
     *
     * @param outer the name of the network in which the layer is, when that is itself a layer
     */
    @Nullable
    KerasArray find(KerasLayer layer, @Nullable String outer, String role) {
        List<KerasArray> there = byRole.getOrDefault(role, List.of());
        String group = outer == null ? layer.name() : outer;
        List<KerasArray> found = there.stream()
                .filter(array -> array.parts()[0].equals(group) && (outer == null || array.within(layer.name())))
                .toList();
        if (found.isEmpty()) {
            found = there.stream()
                    .filter(array -> array.directlyIn(layer.name()))
                    .toList();
        } else if (found.size() > 1) {
            found = found.stream()
                    .filter(array -> array.directlyIn(layer.name()))
                    .toList();
        }
        if (found.size() > 1) {
            throw layer.unsupported("has several weights called " + role + " in the file");
        }
        return found.isEmpty() ? null : found.get(0);
    }
}
