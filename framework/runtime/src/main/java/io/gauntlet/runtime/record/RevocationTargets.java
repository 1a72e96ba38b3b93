package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Player;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Database;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.projection.Corrections;

/** Finds in the record what a person wants to revoke, by the names that people use. */
public final class RevocationTargets {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f-]{4,64}");
    private static final Pattern WHOLE = Pattern.compile("(attack|defense|architecture|transformation)/[^/@]+@[^/@]+");
    private static final int FEW = 10;

    private final Database database;
    private final Set<UUID> matches = new TreeSet<>();
    private final Set<String> models = new TreeSet<>();
    /** Jars by {@code kind/id@version}. */
    private final TreeMap<String, Set<String>> versions = new TreeMap<>();

    private RevocationTargets(Database database) {
        this.database = database;
    }

    /** Reads the record. */
    public static RevocationTargets read(Database database) {
        RevocationTargets targets = new RevocationTargets(database);
        targets.each("tournament");
        targets.each("training");
        return targets;
    }

    private void each(String category) {
        long position = 0;
        List<RecordedEvent> page;
        do {
            page = database.events().readCategory(category, position, EventStore.MAX_PAGE);
            for (RecordedEvent recorded : page) {
                position = recorded.position();
                take(Recording.read(recorded));
            }
        } while (page.size() == EventStore.MAX_PAGE);
    }

    private void take(Event event) {
        if (event instanceof Event.TournamentPlanned planned) {
            planned.players().forEach(this::take);
        } else if (event instanceof Event.RoundStarted round) {
            round.players().forEach(this::take);
            round.matches().forEach(match -> matches.add(match.match()));
        } else if (event instanceof Event.ModelTrained trained) {
            models.add(trained.model());
        }
    }

    private void take(Player player) {
        for (Dependency part : player.all()) {
            versions.computeIfAbsent(part.target(), key -> new TreeSet<>()).add(part.jar());
        }
    }

    /**
     * The target as the record names it.
     *
     * @param typed a match's or a model's id or its beginning; for a plug-in's version {@code pgd@1.0}, {@code
     *     attack/pgd@1.0}, or the SHA-256 of its jars or its beginning where these brought one plug-in that played. What is
     *     named with its kind need not have played: it may be a part of others
     * @throws InvalidInputException when there is none, or more than one, with those that there are
     */
    public String find(Corrections.Scope scope, String typed) {
        String wanted = typed.strip();
        return switch (scope) {
            case MATCH ->
                one(
                        "match",
                        wanted,
                        beginning(wanted, matches.stream().map(UUID::toString).toList()));
            case MODEL -> one("model", wanted, beginning(wanted, models));
            case PLUGIN_VERSION -> plugin(wanted);
        };
    }

    private static List<String> beginning(String wanted, Iterable<String> all) {
        String digits = wanted.toLowerCase(Locale.ROOT);
        List<String> found = new ArrayList<>();
        if (DIGITS.matcher(digits).matches()) {
            all.forEach(id -> {
                if (id.startsWith(digits)) {
                    found.add(id);
                }
            });
        }
        return found;
    }

    private static String one(String what, String wanted, List<String> found) {
        if (found.isEmpty()) {
            throw new InvalidInputException("There is no " + what + " '" + wanted + "' in the record: give its id or at"
                    + " least its first 4 digits, as the page of its tournament shows it.");
        }
        if (found.size() > 1) {
            throw new InvalidInputException(
                    "There is more than one " + what + " whose id begins with '" + wanted + "': give more digits.");
        }
        return found.get(0);
    }

    private String plugin(String wanted) {
        if (WHOLE.matcher(wanted).matches()) {
            // It may not have played by itself, and yet be a part of others.
            return wanted;
        }
        List<String> found = versions.keySet().stream()
                .filter(version -> version.equals(wanted)
                        || version.substring(version.indexOf('/') + 1).equals(wanted))
                .toList();
        if (found.isEmpty() && !wanted.contains("@")) {
            found = ofJars(wanted);
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw new InvalidInputException("No plug-in '" + wanted + "' played in this record."
                    + NearestName.question(
                            wanted,
                            versions.keySet().stream()
                                    .map(version -> version.substring(version.indexOf('/') + 1))
                                    .distinct()
                                    .toList())
                    + " Name it as ID@VERSION: " + some(versions.keySet()) + ".");
        }
        throw new InvalidInputException("'" + wanted + "' may be " + some(found) + ": write one of these.");
    }

    private List<String> ofJars(String wanted) {
        String digits = wanted.toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(digits).matches()) {
            return List.of();
        }
        return versions.entrySet().stream()
                .filter(version -> version.getValue().stream().anyMatch(jar -> jar.startsWith(digits)))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    private static String some(java.util.Collection<String> names) {
        String first = String.join(", ", names.stream().limit(FEW).toList());
        return names.size() > FEW ? first + ", …" : first;
    }
}
