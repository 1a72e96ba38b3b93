package io.gauntlet.arena.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.MissingNode;

import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;

/**
 * The players that are known to be weak, which the key {@code canaries} adds to those that a spec names: attacks and
 * defenses whose plug-ins say so, with default parameters, the defenses around a plain network of the spec's first
 * architecture. What is there already in the same configuration is not added again.
 */
final class CanaryPlayers {
    /** The defense that trains a network as usual. */
    private static final String PLAIN = "none";

    private static final String PREFIX = "canary-";

    /** Which of them. */
    enum Extent {
        /** None. */
        NONE,
        /** Attacks. */
        ATTACKS,
        /** Attacks, and defenses that need no training beside that of the plain network. */
        WRAPPERS,
        /** Attacks, and all defenses, each of which may train a network of its own. */
        ALL;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> ids() {
            return Arrays.stream(values()).map(Extent::id).toList();
        }
    }

    private final Catalog catalog;
    private final Element key;
    private final Extent extent;

    /** @param key its value; none when it is not given */
    CanaryPlayers(Catalog catalog, Element key) {
        this.catalog = catalog;
        this.key = key;
        this.extent = key.given()
                ? key.text("one of " + String.join(", ", Extent.ids()))
                        .flatMap(this::extent)
                        .orElse(Extent.NONE)
                : Extent.NONE;
    }

    private Optional<Extent> extent(String text) {
        Optional<Extent> found = Arrays.stream(Extent.values())
                .filter(one -> one.id().equals(text))
                .findFirst();
        if (found.isEmpty()) {
            key.problem("The canaries are one of " + String.join(", ", Extent.ids()) + ", not '" + text + "'.");
        }
        return found;
    }

    /** Those that a spec names and those that are added, in this order. */
    List<AttackerSpec> attackers(List<AttackerSpec> own) {
        if (extent == Extent.NONE) {
            return own;
        }
        Set<String> known = own.stream().map(SpecJson::configurationHash).collect(Collectors.toSet());
        List<AttackerSpec> all = new ArrayList<>(own);
        for (Registered attack : catalog.all(Kind.ATTACK)) {
            if (attack.attack().info().canary()) {
                AttackerSpec canary = new AttackerSpec(
                        label(attack.id(), own.stream().map(AttackerSpec::label)),
                        attack.id(),
                        attack.version(),
                        attack.parameters().complete(MissingNode.getInstance()));
                if (!known.contains(SpecJson.configurationHash(canary))) {
                    all.add(canary);
                }
            }
        }
        return all;
    }

    /** Those that a spec names and those that are added, in this order. */
    List<DefenderSpec> defenders(List<DefenderSpec> own) {
        if (extent.compareTo(Extent.WRAPPERS) < 0) {
            return own;
        }
        Optional<DefenderSpec> first = own.stream()
                .map(DefenderSpec::innermost)
                .filter(defender -> defender.architecture() != null)
                .findFirst();
        if (first.isEmpty()) {
            key.problem(
                    "Canaries defend a network that is trained, and no defender has an architecture: add one, such as"
                            + " {defense: none, architecture: small-cnn}, or choose 'attacks' or 'none'.");
            return own;
        }
        Set<String> known = own.stream().map(SpecJson::configurationHash).collect(Collectors.toSet());
        List<DefenderSpec> all = new ArrayList<>(own);
        DefenderSpec plain = trained(catalog.find(Kind.DEFENSE, PLAIN), first.get(), own);
        Stream<DefenderSpec> broken = catalog.all(Kind.DEFENSE).stream()
                .filter(defense -> defense.defense().info().canary())
                .filter(defense ->
                        extent == Extent.ALL || !defense.defense().info().trains())
                .map(defense -> defense.defense().info().trains()
                        ? trained(defense, first.get(), own)
                        : around(defense, plain, own));
        Stream.concat(Stream.of(plain), broken)
                .filter(canary -> !known.contains(SpecJson.configurationHash(canary)))
                .forEach(all::add);
        return all;
    }

    private static DefenderSpec trained(Registered defense, DefenderSpec like, List<DefenderSpec> own) {
        return DefenderSpec.trained(
                label(defense.id(), own.stream().map(DefenderSpec::label)),
                defense.id(),
                defense.version(),
                Objects.requireNonNull(like.architecture()),
                Objects.requireNonNull(like.architectureVersion()),
                defense.parameters().complete(MissingNode.getInstance()));
    }

    private static DefenderSpec around(Registered defense, DefenderSpec plain, List<DefenderSpec> own) {
        return DefenderSpec.around(
                label(defense.id(), own.stream().map(DefenderSpec::label)),
                defense.id(),
                defense.version(),
                plain,
                defense.parameters().complete(MissingNode.getInstance()));
    }

    private static String label(String id, Stream<String> taken) {
        return taken.anyMatch(id::equals) ? PREFIX + id : id;
    }
}
