package io.gauntlet.runtime.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.event.Event.TrainingPlanned;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.event.Rounds;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.match.WarmStarts;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.engine.backend.OffHeapLimitException;
import io.gauntlet.engine.file.Npy;
import io.gauntlet.runtime.compute.ComputeTask;
import io.gauntlet.runtime.compute.TimedOutException;
import io.gauntlet.runtime.cost.CostAccount.Item;
import io.gauntlet.store.Append;
import io.gauntlet.store.ArtifactStore;
import io.gauntlet.store.Commit;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.FinishedJob;
import io.gauntlet.store.NewEvent;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreException;

/** Plays a match and records the referee's verdict. */
final class MatchJob implements JobKind {
    private static final int RECENT = 8;

    private final Workplace workplace;
    private final Recent<UUID, TrainingPlanned> trainings;
    private final Recent<String, byte[]> weights;
    private final SurrogateTrainings surrogates;

    MatchJob(Workplace workplace) {
        this.workplace = workplace;
        this.trainings = new Recent<>(RECENT * RECENT, this::training);
        this.weights = new Recent<>(RECENT, workplace.database().artifacts()::read);
        this.surrogates = new SurrogateTrainings(workplace, weights);
    }

    private TrainingPlanned training(UUID id) {
        RecordedEvent first =
                workplace.database().events().readStream(Ids.training(id), 0, 1).get(0);
        return (TrainingPlanned) Recording.read(first);
    }

    @Override
    public Player player(Event plan) {
        return ((MatchPlanned) plan).attacker();
    }

    @Override
    public String name(Event plan) {
        MatchPlanned match = (MatchPlanned) plan;
        return match.attacker().label() + " against " + match.defender() + ", slice " + (match.slice() + 1);
    }

    @Override
    public Optional<String> obstacle(Event plan) throws InterruptedException {
        MatchPlanned match = (MatchPlanned) plan;
        List<Player> players = new ArrayList<>(match.transformations());
        players.add(match.attacker());
        players.add(trainings.get(match.training()).defender());
        return obstacle(workplace, players, match.dataSet(), match.dataSetHash());
    }

    @Override
    public boolean over(Assignment assignment) {
        return assignment.holds("MatchScored") || assignment.holds("MatchForfeited");
    }

    @Override
    public void run(Assignment assignment) throws Exception {
        try (Chosen chosen =
                new Chosen(workplace.plugins(), workplace.database().events())) {
            play(assignment, chosen);
        }
    }

    private void play(Assignment assignment, Chosen chosen) throws InterruptedException {
        MatchPlanned plan = (MatchPlanned) assignment.plan();
        Registered attack = chosen.find(plan.attacker());
        long moment = System.nanoTime();
        Event begun = new Event.MatchStarted(assignment.lease().attempt(), workplace.environment());
        long version = started(workplace, assignment, begun);
        TrainingPlanned training = trainings.get(plan.training());
        Registered defense = chosen.find(training.defender());
        moment = workplace.costs().since(Item.STORE, moment);
        LoadedDataSet data = data(workplace, chosen, plan.dataSet(), plan.dataSetHash());
        byte[] parts = weights.get(plan.model());
        JobProgress progress = new JobProgress(
                workplace.bus(), Optional.of(plan.tournament()), assignment.stream(), assignment.stop());
        CheckpointFolder checkpoints =
                new CheckpointFolder(workplace.dataSets().places().cache(), assignment.stream());
        MatchSurrogates own =
                new MatchSurrogates(workplace, chosen, surrogates, plan, data, assignment.stop(), checkpoints);
        Bout bout = new Bout(
                workplace,
                chosen,
                plan,
                training,
                attack,
                defense,
                data,
                parts,
                progress,
                assignment.stop(),
                own,
                warmStarts(plan, data.splits().test().length()));
        long loadNanos = System.nanoTime() - moment;
        moment = workplace.costs().since(Item.LOADING, moment);
        CompletableFuture<MatchResult> playing = workplace
                .pool()
                .submit(new ComputeTask<>(
                        "The match of '" + plan.attacker().label() + "' against '" + plan.defender() + "'",
                        chosen.loader(attack),
                        Duration.ofSeconds(plan.limitSeconds()),
                        assignment.stop(),
                        bout::play));
        try {
            MatchResult result = playing.get();
            long computeNanos = System.nanoTime() - moment;
            loadNanos += account(result, computeNanos);
            score(
                    assignment,
                    plan,
                    version,
                    result,
                    fitting(attack, result, own),
                    loadNanos,
                    data.splits().test().shape());
            checkpoints.delete();
        } catch (ExecutionException e) {
            workplace.costs().since(Item.ATTACKING, moment);
            forfeit(assignment, version, bout, e.getCause());
            checkpoints.delete();
        }
    }

    /** Reads the stored examples that the record lets the attack begin from. */
    private WarmStarts warmStarts(MatchPlanned plan, int length) {
        WarmStarts starts = new WarmStarts(plan.threatModel().norm(), plan.samples());
        ArtifactStore artifacts = workplace.database().artifacts();
        for (Event.WarmStart one : plan.warmStarts()) {
            StoredMatch match = StoredMatch.read(artifacts, one.match(), one.examples(), one.outcomes(), length);
            starts.add(Rounds.generation(one.defender()), match.outcomes(), match.examples());
        }
        return starts;
    }

    private static Event.@Nullable Fitting fitting(Registered attack, MatchResult result, MatchSurrogates own) {
        return attack.attack().info().fits()
                ? new Event.Fitting(result.fitting().queries(), result.fitting().gradients(), own.used())
                : null;
    }

    /** @return the time that went into putting models together */
    private long account(MatchResult result, long computeNanos) {
        long attackNanos = result.fitting().nanos() + result.attackNanos();
        workplace.costs().add(Item.ATTACKING, attackNanos);
        workplace.costs().add(Item.REFEREE, result.refereeNanos());
        long rest = Math.max(0, computeNanos - attackNanos - result.refereeNanos());
        workplace.costs().add(Item.LOADING, rest);
        return rest;
    }

    private void score(
            Assignment assignment,
            MatchPlanned plan,
            long version,
            MatchResult result,
            Event.@Nullable Fitting fitting,
            long loadNanos,
            long[] sample) {
        long begun = System.nanoTime();
        Outcomes outcomes = result.outcomes();
        ArtifactStore artifacts = workplace.database().artifacts();
        long[] shape = new long[sample.length + 1];
        shape[0] = outcomes.size();
        System.arraycopy(sample, 0, shape, 1, sample.length);
        String examples = artifacts.put(Npy.of(result.examples(), shape).bytes(), "application/x-npy");
        String verdicts = artifacts.put(outcomes.toJson(), "application/json");
        Event scored = new Event.MatchScored(
                examples,
                verdicts,
                outcomes.size(),
                MatchCounts.cleanCorrect(outcomes),
                MatchCounts.wrong(outcomes),
                result.queries(),
                result.gradients(),
                MatchCounts.medianDistance(outcomes, plan.threatModel().norm()),
                fitting,
                result.conduct(),
                plan.spared() == null ? null : MatchCounts.taken(outcomes));
        TreeMap<String, Object> meta = assignment.meta();
        TreeMap<String, Object> millis = new TreeMap<>();
        millis.put("attack", result.attackNanos() / 1_000_000);
        if (fitting != null) {
            millis.put("fit", result.fitting().nanos() / 1_000_000);
        }
        millis.put("referee", result.refereeNanos() / 1_000_000);
        millis.put("load", loadNanos / 1_000_000);
        millis.put("store", (System.nanoTime() - begun) / 1_000_000);
        meta.put("millis", millis);
        commit(assignment, version, scored, meta, assignment.lease().succeeded());
        workplace.costs().since(Item.STORE, begun);
    }

    private void forfeit(Assignment assignment, long version, Bout bout, Throwable failure) {
        if (passing(assignment, failure)) {
            throw Faults.unchecked(failure);
        }
        String sentence = Faults.sentence(failure);
        Event forfeited = new Event.MatchForfeited(bout.blame(failure), Faults.cause(failure), sentence);
        commit(
                assignment,
                version,
                forfeited,
                assignment.meta(),
                assignment.lease().failed(sentence));
    }

    /** Whether a failure is not the players': the job was asked to end, or memory or the store failed. */
    static boolean passing(Assignment assignment, Throwable failure) {
        boolean ended = assignment.stop().stopped() && !(failure instanceof TimedOutException);
        return ended
                || failure instanceof StoreException
                || failure instanceof OutOfMemoryError
                || OffHeapLimitException.in(failure).isPresent()
                || failure instanceof RejectedExecutionException;
    }

    /**
     * The data set that the record names.
     *
     * @throws IllegalStateException when it is not the data that was planned with
     */
    static LoadedDataSet data(Workplace workplace, Chosen chosen, JsonNode dataSet, String hash)
            throws InterruptedException {
        return workplace.dataSets().find(chosen, Chosen.id(dataSet), Chosen.params(dataSet), hash);
    }

    /** Why what the record names cannot be had here, players or data, in one sentence; empty when it can. */
    static Optional<String> obstacle(Workplace workplace, List<Player> players, JsonNode dataSet, String hash)
            throws InterruptedException {
        try (Chosen chosen =
                new Chosen(workplace.plugins(), workplace.database().events())) {
            for (Player player : players) {
                Optional<String> obstacle = chosen.obstacle(player);
                if (obstacle.isPresent()) {
                    return obstacle;
                }
            }
            data(workplace, chosen, dataSet, hash);
            return Optional.empty();
        } catch (DataUnavailableException | InvalidInputException | IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Records that an attempt began. @return the version of the stream afterwards */
    static long started(Workplace workplace, Assignment assignment, Event event) {
        String type = EventCodec.type(event);
        NewEvent started = Recording.of(
                Ids.of(
                        assignment.stream(),
                        type,
                        assignment.again() + "/" + assignment.lease().fence()),
                event,
                assignment.meta());
        workplace
                .database()
                .events()
                .commit(Commit.of(
                        new Append(assignment.stream(), ExpectedVersion.exactly(assignment.version()), started)));
        return assignment.version() + 1;
    }

    private void commit(
            Assignment assignment, long version, Event event, Map<String, Object> meta, FinishedJob finished) {
        String stream = assignment.stream();
        NewEvent recorded = Recording.of(Ids.of(stream, EventCodec.type(event), assignment.again()), event, meta);
        workplace
                .database()
                .events()
                .commit(Commit.of(new Append(stream, ExpectedVersion.exactly(version), recorded))
                        .finishing(finished));
    }
}
