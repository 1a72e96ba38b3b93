package io.gauntlet.arena.spec;

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
 * The players that are known to be weak, which meet those that a spec names unless its key {@code canaries} forbids it:
 * attacks and defenses whose plug-ins say so, with default parameters, the defenses around a plain network of the spec. What
 * is named already in the same configuration is not added.
 */
final class CanaryPlayers {
    /**
     * How many samples they play on at most: of 20, a defense that loses nine tenths of all keeps more than half with a
     * probability of 7e-7, and each sample more costs the quick example a second.
     */
    static final int SAMPLES = 20;

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

        /** When a spec says nothing. */
        static final Extent DEFAULT = WRAPPERS;

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
                : Extent.DEFAULT;
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

    /** Those that are added to what a spec names. */
    CanarySpec beside(List<AttackerSpec> attackers, List<DefenderSpec> defenders, Rules rules) {
        CanarySpec canaries = new CanarySpec(attackers(attackers, rules), defenders(defenders), SAMPLES);
        return canaries.none() ? CanarySpec.NONE : canaries;
    }

    /** Weak attacks say something where attacks are compared, and nothing where each is given what others left. */
    private List<AttackerSpec> attackers(List<AttackerSpec> own, Rules rules) {
        if (extent == Extent.NONE || !rules.whole()) {
            return List.of();
        }
        Set<String> known = own.stream().map(SpecJson::configurationHash).collect(Collectors.toSet());
        return catalog.all(Kind.ATTACK).stream()
                .filter(attack -> attack.attack().info().canary())
                .map(attack -> new AttackerSpec(
                        label(attack.id(), own.stream().map(AttackerSpec::label)),
                        attack.id(),
                        attack.version(),
                        attack.parameters().complete(MissingNode.getInstance())))
                .filter(canary -> !known.contains(SpecJson.configurationHash(canary)))
                .toList();
    }

    private List<DefenderSpec> defenders(List<DefenderSpec> own) {
        if (extent.compareTo(Extent.WRAPPERS) < 0) {
            return List.of();
        }
        List<Registered> broken = catalog.all(Kind.DEFENSE).stream()
                .filter(defense -> defense.defense().info().canary())
                .filter(defense ->
                        extent == Extent.ALL || !defense.defense().info().trains())
                .toList();
        Optional<DefenderSpec> first = own.stream()
                .map(DefenderSpec::innermost)
                .filter(defender -> defender.architecture() != null)
                .findFirst();
        if (first.isEmpty() || broken.isEmpty() || !catalog.ids(Kind.DEFENSE).contains(CanarySpec.PLAIN)) {
            refuse(first.isEmpty());
            return List.of();
        }
        Optional<DefenderSpec> named = own.stream().filter(CanarySpec::plain).findFirst();
        DefenderSpec plain =
                named.orElseGet(() -> trained(catalog.find(Kind.DEFENSE, CanarySpec.PLAIN), first.get(), own));
        Set<String> known = own.stream().map(SpecJson::configurationHash).collect(Collectors.toSet());
        return Stream.concat(
                        Stream.of(plain),
                        broken.stream()
                                .map(defense -> defense.defense().info().trains()
                                        ? trained(defense, first.get(), own)
                                        : around(defense, plain, own)))
                .filter(canary -> !known.contains(SpecJson.configurationHash(canary)))
                .toList();
    }

    /** Where nobody asked for them, tournaments of networks that were brought have no broken defenses. */
    private void refuse(boolean nothingTrained) {
        if (key.given() && nothingTrained) {
            key.problem(
                    "Canaries defend a network that is trained, and no defender has an architecture: add one, such as"
                            + " {defense: none, architecture: small-cnn}, or choose 'attacks' or 'none'.");
        }
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
        Set<String> others = taken.collect(Collectors.toSet());
        String label = id;
        while (others.contains(label)) {
            label = PREFIX + label;
        }
        return label;
    }
}
