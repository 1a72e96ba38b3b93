package io.gauntlet.runtime.work;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.match.Surrogates;
import io.gauntlet.engine.train.AttackerNetworks;
import io.gauntlet.engine.train.Checkpoints;

/**
 * The networks of one recorded match's attack. What all matches share comes from the record; trainings of the match's
 * own are written down on their way, so that a match that was interrupted, and begins anew, catches up quickly.
 */
final class MatchSurrogates implements Surrogates, AutoCloseable {
    private final Chosen chosen;
    private final SurrogateTrainings shared;
    private final MatchPlanned plan;
    private final LoadedDataSet data;
    private final StopSignal stop;
    private final CheckpointFolder checkpoints;
    private final AttackerNetworks networks;
    private final List<UUID> used = new CopyOnWriteArrayList<>();
    private int trainings;

    MatchSurrogates(
            Workplace workplace,
            Chosen chosen,
            SurrogateTrainings shared,
            MatchPlanned plan,
            LoadedDataSet data,
            StopSignal stop,
            CheckpointFolder checkpoints) {
        this.chosen = chosen;
        this.shared = shared;
        this.plan = plan;
        this.data = data;
        this.stop = stop;
        this.checkpoints = checkpoints;
        networks = new AttackerNetworks(workplace.pool().size());
    }

    /** Those that the attack was given, in the order in which it first asked. */
    List<UUID> used() {
        return List.copyOf(used);
    }

    @Override
    public Model surrogate(String architecture, TrainingOptions options, int number, Progress progress) {
        SurrogateTrainings.Wanted wanted =
                new SurrogateTrainings.Wanted(plan, architecture(architecture), options, number);
        byte[] weights = shared.weights(wanted, data, networks, progress, stop);
        UUID id = wanted.id();
        if (!used.contains(id)) {
            used.add(id);
        }
        return networks.open(weights, "the surrogate " + id);
    }

    @Override
    public Training training(String architecture, Examples examples, Seed seed, Progress progress) {
        Checkpoints own = new Numbered(checkpoints, trainings++);
        return networks.training(architecture(architecture).architecture(), examples, seed, progress, own);
    }

    @Override
    public Model model(Network network) {
        return networks.model(network);
    }

    private Registered architecture(String id) {
        return chosen.architecture(plan.attacker(), id);
    }

    @Override
    public void close() {
        networks.close();
    }

    /** The checkpoints of one of several trainings. */
    private record Numbered(Checkpoints all, int number) implements Checkpoints {
        @Override
        public Optional<byte[]> read(String key) {
            return all.read(name(key));
        }

        @Override
        public void write(String key, byte[] file) {
            all.write(name(key), file);
        }

        @Override
        public Duration interval() {
            return all.interval();
        }

        private String name(String key) {
            return "training-" + number + "-" + key;
        }
    }
}
