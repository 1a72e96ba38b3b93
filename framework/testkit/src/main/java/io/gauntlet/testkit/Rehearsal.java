package io.gauntlet.testkit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Progress;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.engine.file.LayeredParts;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.engine.model.Models;
import io.gauntlet.engine.train.Checkpoints;
import io.gauntlet.engine.train.EngineTraining;
import io.gauntlet.engine.train.ShardPool;
import io.gauntlet.engine.train.WrappingTraining;

/** Trains one defense on synthetic pictures, as the runtime does. */
record Rehearsal<P extends Record>(DefenseFactory<P> factory, P parameters, Architecture architecture, Splits splits) {
    private static final Seed SEED = Seed.of(20240229);
    private static final Seed DRAWS = SEED.derive("referee");

    /**
     * What a training is run with.
     *
     * @param stopAfter the report of progress that ends it by a stop; -1 for none
     */
    record Course(long seed, int threads, Checkpoints checkpoints, int stopAfter) {
        static final Course PLAIN = new Course(1, 2, Checkpoints.NONE, -1);

        Course withSeed(long other) {
            return new Course(other, threads, checkpoints, stopAfter);
        }

        Course withThreads(int other) {
            return new Course(seed, other, checkpoints, stopAfter);
        }

        Course with(Checkpoints other, int stop) {
            return new Course(seed, threads, other, stop);
        }
    }

    /** What a training led to. */
    record Outcome(byte[] parts, ObservedTraining training, int reports) {}

    Defense defense() {
        return factory.create().apply(parameters);
    }

    /** Lets the defense learn, on a natural base where it trains nothing itself. */
    Outcome train(Course course) {
        try (ShardPool pool = new ShardPool(course.threads())) {
            AtomicInteger reports = new AtomicInteger();
            Progress progress = (done, message) -> {
                if (reports.incrementAndGet() == course.stopAfter()) {
                    throw new StoppedException("The training was stopped.");
                }
            };
            Seed seed = Seed.of(course.seed());
            if (!factory.info().trains()) {
                return around(seed, progress, pool, reports);
            }
            ObservedTraining training = new ObservedTraining(new EngineTraining(
                    architecture, splits, seed, Optional.empty(), progress, pool, course.checkpoints()));
            Parts parts = defense().train(training);
            byte[] bytes = PartsFile.write(parts);
            parts.networks().values().forEach(Network::close);
            return new Outcome(bytes, training, reports.get());
        }
    }

    private Outcome around(Seed seed, Progress progress, ShardPool pool, AtomicInteger reports) {
        Parts base = base(pool);
        try (Model model =
                Models.model(DefendedModel.of(base.network()), splits.train().shape())) {
            ObservedTraining training = new ObservedTraining(
                    new WrappingTraining(architecture.description().id(), base, model, splits, seed, progress));
            byte[] bytes = PartsFile.write(LayeredParts.join(defense().train(training), base));
            return new Outcome(bytes, training, reports.get());
        }
    }

    private Parts base(ShardPool pool) {
        EngineTraining training =
                new EngineTraining(architecture, splits, SEED, Optional.empty(), Progress.silent(), pool);
        Network network = training.create(SEED);
        training.fit(network, TrainingOptions.adam(8, 40, 3e-3), Augmentation.NONE);
        return Parts.of(network);
    }

    Parts read(byte[] parts) {
        return PartsFile.read(parts, "the model");
    }

    Model model(Defense defense, Parts parts) {
        return Models.model(defended(defense, parts), splits.train().shape());
    }

    /** The defended model, put around the natural base where the defense trains nothing itself. */
    DefendedModel defended(Defense defense, Parts parts) {
        return factory.info().trains()
                ? defense.assemble(parts)
                : defense.assemble(
                        LayeredParts.own(parts),
                        DefendedModel.of(LayeredParts.base(parts).network()));
    }

    /** Some examples as one array. */
    static INDArray images(Examples examples, int... indices) {
        int length = examples.length();
        float[] values = new float[indices.length * length];
        for (int i = 0; i < indices.length; i++) {
            examples.read(indices[i], values, i * length);
        }
        long[] shape = new long[examples.shape().length + 1];
        shape[0] = indices.length;
        System.arraycopy(examples.shape(), 0, shape, 1, shape.length - 1);
        return Floats.array(values, shape);
    }

    /** The draws of examples, wherever in a batch they stand; none for a defense that says it needs none. */
    RowDraws draws(int... indices) {
        return factory.info().randomised()
                ? row -> DRAWS.derive("sample", indices[row]).draws()
                : RowDraws.none();
    }
}
