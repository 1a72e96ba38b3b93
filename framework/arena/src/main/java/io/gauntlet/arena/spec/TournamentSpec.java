package io.gauntlet.arena.spec;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.InvalidInputException;

/**
 * What a tournament is: every attacker against every defender under every threat model, on the same samples. All
 * defaults are filled in and all plug-ins carry their versions, so that it means the same without the catalog.
 *
 * @param name what the user calls it
 * @param seed the root of all draws
 * @param dataSet where samples come from
 * @param samples which samples of the test split are played
 * @param defenders at least one
 * @param attackers at least one, in the order of the spec
 * @param threatModels at least one, all different
 * @param transformations under which the referee also evaluates each adversarial example; may be empty
 * @param slice the number of samples of one match
 * @param matchLimit the time one match may take
 * @param trainingLimit the time the training of one defender may take
 * @param rules how matches are played
 * @param rounds how many rounds there are at most
 * @param material how many samples of the attackers' split players learn from between rounds
 * @param warmStarts whether attackers may begin from the stored examples of the rounds before, too
 * @param canaries players that are known to be weak, beside those that are named
 * @param examination whether models that are trained are examined for masked gradients
 */
public record TournamentSpec(
        String name,
        long seed,
        DataSetChoice dataSet,
        Samples samples,
        List<DefenderSpec> defenders,
        List<AttackerSpec> attackers,
        List<ThreatModel> threatModels,
        List<TransformationSpec> transformations,
        int slice,
        Duration matchLimit,
        Duration trainingLimit,
        Rules rules,
        int rounds,
        int material,
        boolean warmStarts,
        CanarySpec canaries,
        boolean examination) {
    /** The samples of the attackers' split that players learn from when a spec says nothing. */
    public static final int DEFAULT_MATERIAL = 500;

    /** The seed when a spec gives none. */
    public static final long DEFAULT_SEED = 1;

    /** The samples of one match when a spec says nothing. */
    public static final int DEFAULT_SLICE = 250;

    /** The time for one match when a spec says nothing. */
    public static final Duration DEFAULT_MATCH_LIMIT = Duration.ofHours(1);

    /** The time for one training when a spec says nothing. */
    public static final Duration DEFAULT_TRAINING_LIMIT = Duration.ofHours(6);

    /** Copies the lists. */
    public TournamentSpec {
        defenders = List.copyOf(defenders);
        attackers = List.copyOf(attackers);
        threatModels = List.copyOf(threatModels);
        transformations = List.copyOf(transformations);
    }

    /** With one round, without canaries. */
    public TournamentSpec(
            String name,
            long seed,
            DataSetChoice dataSet,
            Samples samples,
            List<DefenderSpec> defenders,
            List<AttackerSpec> attackers,
            List<ThreatModel> threatModels,
            List<TransformationSpec> transformations,
            int slice,
            Duration matchLimit,
            Duration trainingLimit,
            Rules rules) {
        this(
                name,
                seed,
                dataSet,
                samples,
                defenders,
                attackers,
                threatModels,
                transformations,
                slice,
                matchLimit,
                trainingLimit,
                rules,
                1,
                DEFAULT_MATERIAL,
                false,
                CanarySpec.NONE,
                true);
    }

    /** The same from another seed. */
    public TournamentSpec withSeed(long other) {
        return new TournamentSpec(
                name,
                other,
                dataSet,
                samples,
                defenders,
                attackers,
                threatModels,
                transformations,
                slice,
                matchLimit,
                trainingLimit,
                rules,
                rounds,
                material,
                warmStarts,
                canaries,
                examination);
    }

    /** Everybody who attacks: those that are named, and canaries. */
    public List<AttackerSpec> allAttackers() {
        return Stream.concat(attackers.stream(), canaries.attackers().stream()).toList();
    }

    /** Everybody who defends: those that are named, and canaries. */
    public List<DefenderSpec> allDefenders() {
        return Stream.concat(defenders.stream(), canaries.defenders().stream()).toList();
    }

    /**
     * Checks that the samples are in the test split.
     *
     * @param testSize the number of samples of the test split
     * @throws InvalidInputException when some are not
     */
    public void checkAgainst(int testSize) {
        if (samples.last() >= testSize) {
            throw new InvalidInputException("The samples of '" + name + "' go up to number " + samples.last()
                    + ", but the test split of the data set '" + dataSet.id() + "' has " + testSize
                    + " samples, numbered from 0 to " + (testSize - 1) + ".");
        }
    }

    /**
     * Checks that there are enough samples to learn from between rounds.
     *
     * @param attackerSize the number of samples of the attackers' split
     * @throws InvalidInputException when there are not
     */
    public void checkMaterial(int attackerSize) {
        if (rounds > 1 && material > attackerSize) {
            throw new InvalidInputException("Players of '" + name + "' learn between rounds from " + material
                    + " samples of the attackers' split, but that of the data set '" + dataSet.id() + "' has "
                    + attackerSize + ": choose fewer with the key 'material'.");
        }
    }

    /** The canonical form, shaped like the YAML with all defaults and versions filled in. */
    public ObjectNode toJson() {
        return SpecJson.write(this);
    }

    /**
     * Reads {@link #toJson}, without a catalog.
     *
     * @throws IllegalArgumentException when the JSON is not what {@link #toJson} writes
     */
    public static TournamentSpec fromJson(JsonNode json) {
        return SpecJson.read(json);
    }
}
