package io.gauntlet.runtime.work;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.event.Event.SurrogateTrained;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.match.MatchSeeds;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.parameter.CanonicalJson;
import io.gauntlet.engine.train.AttackerNetworks;
import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.IdConflict;
import io.gauntlet.store.NewEvent;
import io.gauntlet.store.RecordedEvent;

/**
 * The networks that attackers train on their own split: each is trained once for all matches that ask for the same, here
 * or in another process, and recorded in a stream of its own. Matches of this process that ask at once wait for one of
 * them; two processes may both train it, to the same end, and the record keeps one.
 */
final class SurrogateTrainings {
    private static final Logger LOG = LoggerFactory.getLogger(SurrogateTrainings.class);

    /** How often one that waits looks whether it must stop. */
    private static final long PAUSE_MILLIS = 100;

    private final Workplace workplace;
    private final Recent<String, byte[]> weights;
    private final ConcurrentMap<UUID, CompletableFuture<String>> underWay = new ConcurrentHashMap<>();

    SurrogateTrainings(Workplace workplace, Recent<String, byte[]> weights) {
        this.workplace = workplace;
        this.weights = weights;
    }

    /**
     * What a match asks for.
     *
     * @param plan of the match
     * @param architecture the network's
     * @param options how to train it
     * @param number tells networks of the same architecture apart
     */
    record Wanted(MatchPlanned plan, Registered architecture, TrainingOptions options, int number) {
        Seed seed() {
            return MatchSeeds.surrogate(Seed.parse(plan.refereeSeed()), architecture.id(), number);
        }

        /** What identifies the network before it is trained: the same key gives the same weights on the same machine. */
        String key() {
            TreeMap<String, Object> key = new TreeMap<>();
            key.put("architecture", architecture.id());
            key.put("version", architecture.version());
            key.put("jar", architecture.jarSha());
            key.put("options", options);
            key.put("dataSet", plan.dataSetHash());
            key.put("seed", seed().toString());
            return CanonicalJson.sha256(EventCodec.tree(key));
        }

        UUID id() {
            return Ids.of("surrogate", key());
        }
    }

    /**
     * The file of a network's weights, trained if it must be.
     *
     * @param networks what to train it with
     * @throws StoppedException when the match must end
     */
    byte[] weights(Wanted wanted, LoadedDataSet data, AttackerNetworks networks, Progress progress, StopSignal stop) {
        UUID id = wanted.id();
        while (true) {
            CompletableFuture<String> own = new CompletableFuture<>();
            CompletableFuture<String> other = underWay.putIfAbsent(id, own);
            if (other == null) {
                return weights.get(found(id, own, wanted, data, networks, progress));
            }
            try {
                return weights.get(awaited(other, stop));
            } catch (ExecutionException e) {
                // Whoever trained it was stopped or failed; that is theirs, and this match tries itself.
                LOG.debug("Another match's training of {} ended early.", Ids.surrogate(id), e);
            }
        }
    }

    private String found(
            UUID id,
            CompletableFuture<String> own,
            Wanted wanted,
            LoadedDataSet data,
            AttackerNetworks networks,
            Progress progress) {
        try {
            List<RecordedEvent> recorded = events(id);
            String model = recorded.isEmpty() ? train(id, wanted, data, networks, progress) : model(recorded);
            own.complete(model);
            return model;
        } catch (RuntimeException | Error e) {
            own.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(id, own);
        }
    }

    private static String awaited(CompletableFuture<String> other, StopSignal stop) throws ExecutionException {
        while (true) {
            stop.check();
            try {
                return other.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                LOG.trace("Still training.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoppedException("The match was interrupted while another one trained its network.");
            }
        }
    }

    private List<RecordedEvent> events(UUID id) {
        return workplace.database().events().readStream(Ids.surrogate(id), 0, 1);
    }

    private static String model(List<RecordedEvent> recorded) {
        return ((SurrogateTrained) Recording.read(recorded.get(0))).model();
    }

    private String train(UUID id, Wanted wanted, LoadedDataSet data, AttackerNetworks networks, Progress progress) {
        String stream = Ids.surrogate(id);
        CheckpointFolder checkpoints =
                new CheckpointFolder(workplace.dataSets().places().cache(), stream);
        long begun = System.nanoTime();
        AttackerNetworks.Surrogate trained = networks.train(
                wanted.architecture().architecture(),
                data.splits().attacker(),
                wanted.options(),
                wanted.seed(),
                progress,
                checkpoints);
        String model = workplace.database().artifacts().put(trained.parts(), TrainingJob.WEIGHTS_TYPE);
        Event event = new SurrogateTrained(
                wanted.key(),
                wanted.architecture().id(),
                wanted.architecture().jarSha(),
                EventCodec.tree(wanted.options()),
                wanted.number(),
                wanted.plan().dataSet(),
                wanted.plan().dataSetHash(),
                wanted.seed().toString(),
                model,
                data.splits().attacker().size(),
                trained.curve().loss(),
                trained.curve().accuracy(),
                trained.block());
        Map<String, Object> meta = new TreeMap<>();
        meta.put("environment", workplace.environment());
        meta.put("millis", Map.of("train", (System.nanoTime() - begun) / 1_000_000));
        String kept = record(id, event, meta, model);
        checkpoints.delete();
        return kept;
    }

    /** @return the model that the record holds: this one, or that of a process that was quicker and rounds differently */
    private String record(UUID id, Event event, Map<String, Object> meta, String model) {
        String stream = Ids.surrogate(id);
        NewEvent recorded = Recording.of(Ids.of(stream, EventCodec.type(event), ""), event, meta);
        try {
            workplace.database().events().commit(Commit.of(new Append(stream, ExpectedVersion.none(), recorded)));
            return model;
        } catch (IdConflict e) {
            LOG.info("Another process trained {} to other bits; its network is used.", stream);
            return model(events(id));
        }
    }
}
