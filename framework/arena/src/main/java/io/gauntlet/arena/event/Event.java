package io.gauntlet.arena.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.flag.Canaries;
import io.gauntlet.arena.flag.Conduct;
import io.gauntlet.arena.flag.Examination;
import io.gauntlet.arena.flag.Guests;

/**
 * Everything that can happen, in the past tense. A record's components are its JSON; nothing that may differ between
 * two honest runs of the same work (durations, attempts' hosts, clock times) belongs in them: that goes into the
 * event's meta.
 */
public sealed interface Event {
    /**
     * A tournament was asked for; in stream {@code tournament-ID}.
     *
     * @param unsliced labels of attackers that must see all samples in one match
     * @param canaries players that are known to be weak; null, and not written, when there are none
     * @param schedule how matches follow each other; null, and not written, in records of before there was a choice
     * @param rounds what changes from round to round; null, and not written, where there is one in which all meet
     * @param examined the norms in which models are examined for masked gradients, sorted; null, and not written, in records
     *     of before there was a choice
     */
    record TournamentPlanned(
            String name,
            long seed,
            JsonNode spec,
            List<Player> players,
            JsonNode dataSet,
            String dataSetHash,
            List<Integer> samples,
            List<ThreatModel> threatModels,
            List<Unplayable> unplayable,
            List<String> unsliced,
            int slice,
            long matchLimitSeconds,
            long trainingLimitSeconds,
            String environment,
            // Records of before canaries were marked lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Canaries canaries,
            // Records of before there was a choice lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Schedule schedule,
            // Records of before there were several lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Rounds rounds,
            // Records of before there was a choice lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Norm> examined)
            implements Event {
        /** Without canaries, with the whole grid in the order of the players. */
        public TournamentPlanned(
                String name,
                long seed,
                JsonNode spec,
                List<Player> players,
                JsonNode dataSet,
                String dataSetHash,
                List<Integer> samples,
                List<ThreatModel> threatModels,
                List<Unplayable> unplayable,
                List<String> unsliced,
                int slice,
                long matchLimitSeconds,
                long trainingLimitSeconds,
                String environment) {
            this(
                    name,
                    seed,
                    spec,
                    players,
                    dataSet,
                    dataSetHash,
                    samples,
                    threatModels,
                    unplayable,
                    unsliced,
                    slice,
                    matchLimitSeconds,
                    trainingLimitSeconds,
                    environment,
                    null,
                    null,
                    null,
                    null);
        }

        /** With players in the place of those of the same kind and label, and with those that are new beside them. */
        public TournamentPlanned with(List<Player> others) {
            Map<String, Player> all = new LinkedHashMap<>();
            players.forEach(player -> all.put(player.kind().id() + " " + player.label(), player));
            others.forEach(player -> all.put(player.kind().id() + " " + player.label(), player));
            return new TournamentPlanned(
                    name,
                    seed,
                    spec,
                    List.copyOf(all.values()),
                    dataSet,
                    dataSetHash,
                    samples,
                    threatModels,
                    unplayable,
                    unsliced,
                    slice,
                    matchLimitSeconds,
                    trainingLimitSeconds,
                    environment,
                    canaries,
                    schedule,
                    rounds,
                    examined);
        }

        /** Whether somebody of this kind and label plays from the beginning, or was added. */
        public boolean has(Player one) {
            return players.stream()
                    .anyMatch(player ->
                            player.kind() == one.kind() && player.label().equals(one.label()));
        }

        /** The players that are known to be weak. */
        public Canaries knownWeak() {
            return Objects.requireNonNullElse(canaries, Canaries.NONE);
        }

        /** Whether a player is a canary that was added, and counts nowhere. */
        public boolean isGuest(Player one) {
            Guests guests = knownWeak().guests();
            return (one.kind() == Kind.ATTACK && guests.attackers().contains(one.label()))
                    || (one.kind() == Kind.DEFENSE && guests.defenders().contains(one.label()));
        }

        /** How the matches follow each other. */
        public Schedule scheduled() {
            return Objects.requireNonNullElse(schedule, Schedule.PLAIN);
        }

        /** What changes from round to round. */
        public Rounds game() {
            return Objects.requireNonNullElse(rounds, Rounds.ONE);
        }
    }

    /** An attacker that cannot play under a threat model, and why. */
    record Unplayable(String attacker, String threatModel, String reason) {}

    /**
     * A round's models and matches were laid out. It comes again for the same round when results were revoked: then with
     * the matches that are played again, and their models. A later round has the matches of those who are new.
     *
     * @param players those that take the place of the players of the same kind and label from now on, or join them; not
     *     written when there are none
     * @param material matches on the attackers' split that players learn from after the round, whose results never count;
     *     not written when there are none
     */
    record RoundStarted(
            int round,
            List<ModelEntry> models,
            List<MatchEntry> matches,
            // Records of before matches could be played again lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<Player> players,
            // Records of before there were several rounds lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<MatchEntry> material)
            implements Event {
        /** None when players or material are missing. */
        public RoundStarted {
            players = Objects.requireNonNullElse(players, List.<Player>of());
            material = Objects.requireNonNullElse(material, List.<MatchEntry>of());
        }

        /** With the players that were planned, who learn nothing. */
        public RoundStarted(int round, List<ModelEntry> models, List<MatchEntry> matches) {
            this(round, models, matches, List.of(), List.of());
        }

        /** All matches: those whose results count, and those that players learn from. */
        public List<MatchEntry> all() {
            return Stream.concat(matches.stream(), material.stream()).toList();
        }
    }

    /** A defender of a round and the training its model comes from. */
    record ModelEntry(String label, UUID training) {}

    /**
     * A match of a round.
     *
     * @param split where its samples come from; null, and not written, when it is the test split
     */
    record MatchEntry(
            UUID match,
            String attacker,
            String defender,
            String threatModel,
            int slice,

            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Split split) {
        /** On the test split. */
        public MatchEntry(UUID match, String attacker, String defender, String threatModel, int slice) {
            this(match, attacker, defender, threatModel, slice, null);
        }
    }

    /**
     * A player changed after a round: a defender learned from what beat it, or an attacker chose another configuration.
     *
     * @param round the first in which it plays
     * @param kind of the player
     * @param from the label that it had
     * @param label the label that it has from now on
     * @param fromModel SHA-256 of the model that a defender begins with; null, and not written, for attackers
     * @param training the id of a defender's training; null, and not written, for attackers
     * @param examples SHA-256 of the examples that a defender learns from, the oldest first; none for attackers
     * @param broke how many samples of the attackers' split the former defender lost in all that is counted, or how many the
     *     chosen configuration took
     */
    record PlayerAdapted(
            int round,
            Kind kind,
            String from,
            String label,

            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String fromModel,

            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID training,

            List<String> examples,
            double broke)
            implements Event {
        /** Copies the list. */
        public PlayerAdapted {
            examples = List.copyOf(examples);
        }
    }

    /**
     * A match of the round will not be played.
     *
     * @param spared how many samples it has, none of which it is given: those before it took them all, or enough is known
     *     without them; null, and not written, when it is skipped for another reason
     */
    record MatchSkipped(
            UUID match,
            String attacker,
            String defender,
            String threatModel,
            int slice,
            String reason,

            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer spared)
            implements Event {
        /** For a reason that is none of the samples'. */
        public MatchSkipped(
                UUID match, String attacker, String defender, String threatModel, int slice, String reason) {
            this(match, attacker, defender, threatModel, slice, reason, null);
        }
    }

    /** All matches of a round are over. */
    record RoundClosed(int round, long atPosition) implements Event {}

    /** The last round is closed. */
    record TournamentCompleted() implements Event {}

    /** The tournament was stopped by a person. */
    record TournamentCancelled(String reason) implements Event {}

    /**
     * A model will be trained; in stream {@code training-ID}, shared by tournaments that need the same model.
     *
     * @param base the model that the defense is put around; null, and not written, when it stands by itself
     * @param examined the norms in which the model is examined; none where it is not; null, and not written, in records of
     *     before there was a choice, when it was the maximum norm
     */
    record TrainingPlanned(
            String key,
            Player defender,
            JsonNode dataSet,
            String dataSetHash,
            String seed,
            long limitSeconds,
            // Records of before defenses were put around others lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            BaseModel base,
            // Records of before there was a choice lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Norm> examined)
            implements Event {}

    /** A trained model and where it comes from: the id of its training and the SHA-256 of its artifact. */
    record BaseModel(UUID training, String model) {}

    /** A worker began to train. */
    record TrainingStarted(int attempt, String environment) implements Event {}

    /**
     * A model is ready.
     *
     * @param model SHA-256 of its weights' artifact
     * @param examination what the framework found out about it; null, and not written, in records of before models were
     *     examined
     */
    record ModelTrained(
            String model,
            double cleanAccuracy,
            int samples,
            List<Double> loss,
            List<Double> accuracy,
            int block,
            // Records of before models were examined lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Examination examination)
            implements Event {
        /** Of a model that was not examined. */
        public ModelTrained(
                String model, double cleanAccuracy, int samples, List<Double> loss, List<Double> accuracy, int block) {
            this(model, cleanAccuracy, samples, loss, accuracy, block, null);
        }
    }

    /** A training gave no model. */
    record TrainingFailed(String step, String reason) implements Event {}

    /**
     * A match is ready to be played; in stream {@code match-ID}, once more when it is played again.
     *
     * @param dependencies all plug-ins that its result depends on, also indirectly, sorted; empty in records of before
     *     they were kept
     * @param spared how many samples of the slice {@code samples} lacks, since matches before it took them in verdict mode,
     *     or enough was known without them; null, and not written, where a match waits for no other
     * @param split where the samples come from; null, and not written, when it is the test split
     * @param warmStarts the examples of earlier rounds that attackers may begin from too, those of the oldest model first;
     *     not written when there are none
     */
    record MatchPlanned(
            UUID tournament,
            int round,
            Player attacker,
            String defender,
            UUID training,
            String model,
            ThreatModel threatModel,
            int slice,
            List<Integer> samples,
            String attackSeed,
            String refereeSeed,
            JsonNode dataSet,
            String dataSetHash,
            List<Player> transformations,
            long limitSeconds,
            List<Dependency> dependencies,

            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer spared,

            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Split split,
            // Records of before there were warm starts lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<WarmStart> warmStarts)
            implements Event {
        /** None when warm starts are missing. */
        public MatchPlanned {
            warmStarts = Objects.requireNonNullElse(warmStarts, List.<WarmStart>of());
        }

        /** On the test split, in matrix mode, without warm starts. */
        public MatchPlanned(
                UUID tournament,
                int round,
                Player attacker,
                String defender,
                UUID training,
                String model,
                ThreatModel threatModel,
                int slice,
                List<Integer> samples,
                String attackSeed,
                String refereeSeed,
                JsonNode dataSet,
                String dataSetHash,
                List<Player> transformations,
                long limitSeconds,
                List<Dependency> dependencies) {
            this(
                    tournament,
                    round,
                    attacker,
                    defender,
                    training,
                    model,
                    threatModel,
                    slice,
                    samples,
                    attackSeed,
                    refereeSeed,
                    dataSet,
                    dataSetHash,
                    transformations,
                    limitSeconds,
                    dependencies,
                    null,
                    null,
                    List.of());
        }

        /** Where the samples come from. */
        public Split played() {
            return Objects.requireNonNullElse(split, Split.TEST);
        }
    }

    /**
     * The examples of a match of an earlier round against what the defender was then. A result does not depend on the
     * plug-ins that they came from: what begins from them is judged like any other candidate.
     *
     * @param match its id
     * @param defender the label that the defender had
     * @param examples SHA-256 of their artifact
     * @param outcomes SHA-256 of the verdicts' artifact, which tells those that beat it from the others
     */
    record WarmStart(UUID match, String defender, String examples, String outcomes) {}

    /** A worker began to play. */
    record MatchStarted(int attempt, String environment) implements Event {}

    /**
     * A network that attackers use was trained on their own split; in stream {@code surrogate-ID}, shared by all matches
     * that ask for the same.
     *
     * @param key what identifies it before it is trained
     * @param architecture its architecture's id
     * @param jar SHA-256 of the jar that the architecture came from
     * @param options how it was trained
     * @param number tells networks of the same architecture apart
     * @param model SHA-256 of its weights' artifact
     * @param samples it learned from
     * @param loss of each epoch
     * @param accuracy of each epoch, on what it learned from
     * @param block samples computed together
     */
    record SurrogateTrained(
            String key,
            String architecture,
            String jar,
            JsonNode options,
            int number,
            JsonNode dataSet,
            String dataSetHash,
            String seed,
            String model,
            int samples,
            List<Double> loss,
            List<Double> accuracy,
            int block)
            implements Event {}

    /**
     * The referee's verdict; the artifacts hold the examples (npy) and the outcome of each sample.
     *
     * @param fitting what the attack did before the match; null, and not written, when it does not fit
     * @param conduct what the framework saw of the play; null, and not written, in records of before it was kept
     * @param taken where matches wait for others the samples of which nothing is left to lose: wrong when clean, or the
     *     attacker's in all draws; null, and not written, elsewhere
     */
    record MatchScored(
            String examples,
            String outcomes,
            int samples,
            int cleanCorrect,
            double wrong,
            long queries,
            long gradients,
            @Nullable Double medianDistance,
            // Records of before there were attacks that fit lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Fitting fitting,
            // Records of before flags were raised by it lack it.
            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Conduct conduct,

            @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Integer> taken)
            implements Event {
        /** Of an attack that does not fit. */
        public MatchScored(
                String examples,
                String outcomes,
                int samples,
                int cleanCorrect,
                double wrong,
                long queries,
                long gradients,
                @Nullable Double medianDistance) {
            this(
                    examples,
                    outcomes,
                    samples,
                    cleanCorrect,
                    wrong,
                    queries,
                    gradients,
                    medianDistance,
                    null,
                    null,
                    null);
        }
    }

    /**
     * What an attack did before its match, which its samples did not pay for.
     *
     * @param queries forward passes of the target
     * @param gradients of the target
     * @param surrogates ids of the networks that it was given, as in {@code surrogate-ID}
     */
    record Fitting(long queries, long gradients, List<UUID> surrogates) {}

    /** A match ended without a verdict: {@code by} is attack, defense or framework. */
    record MatchForfeited(String by, String cause, String message) implements Event {}

    /**
     * The stored examples of a match were tried on another defender than the one that they were made for; in stream
     * {@code cross-ID} of the tournament.
     *
     * @param match whose examples
     * @param examples SHA-256 of their artifact: a match that is played again has others
     * @param defender the label of the other defender
     * @param model SHA-256 of its weights
     * @param lost for each sample, in the order of the match, the share of draws that the defender lost, in [0,1]; all of
     *     them where it is wrong when clean
     */
    record ExamplesCrossed(UUID match, String examples, String defender, String model, List<Double> lost)
            implements Event {}

    /** A plug-in was loaded that had not been seen before; in stream {@code plugin-SHA}. */
    record PluginRegistered(String kind, String id, String version, int api, String jar, JsonNode schema)
            implements Event {}

    /** A data set was read that had not been seen before; in stream {@code dataset-SHA}. */
    record DataSetRegistered(String name, Map<String, String> files, List<Long> shape, Map<String, Integer> splits)
            implements Event {}

    /**
     * A network that somebody brought was taken in; in stream {@code model-SHA}, whose SHA-256 is that of its bytes.
     *
     * @param model SHA-256 of the artifact that holds the file
     * @param file the file's name, without folders
     * @param format such as {@code onnx}
     * @param dataSet the data set whose samples it was found to take
     */
    record ModelImported(String model, String file, String format, String dataSet) implements Event {}

    /**
     * Results no longer count; in stream {@code revocation-ID}.
     *
     * @param scope {@code match}, {@code model} or {@code plugin-version}
     * @param target the match's id, the model's SHA-256, or {@code kind/id@version}
     * @param reason shown where the results were
     * @param actor who says so
     */
    record ResultRevoked(String scope, String target, String reason, String actor) implements Event {}

    /** What a revocation reached counts again; in the revocation's stream. */
    record RevocationLifted(String reason) implements Event {}

    /**
     * An archive was taken in; in stream {@code archive-SHA}, named by the last link of the archive's own chain.
     *
     * @param originHead link of the head of the database that it was exported from
     */
    record ArchiveImported(String originHead) implements Event {}

    /** The bytes of an artifact that holds adversarial examples were dropped; in stream {@code artifact-SHA}. */
    record ExamplesDropped(String reason) implements Event {}

    /** Somebody may use the HTTP server; in stream {@code access}. */
    record TokenCreated(String name, String role) implements Event {}

    /** A token is no longer valid; in stream {@code access}. */
    record TokenRevoked(String name) implements Event {}

    /** Where something ran; in stream {@code environment-SHA}. */
    record EnvironmentRecorded(Map<String, String> facts) implements Event {}
}
