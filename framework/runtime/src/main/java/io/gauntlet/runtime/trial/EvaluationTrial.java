package io.gauntlet.runtime.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Certificate;
import io.gauntlet.api.model.Certifying;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.match.MatchSeeds;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.arena.scoring.Interval;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.NamedModel;

/** How one model answers clean samples, as the referee asks it. */
final class EvaluationTrial {
    /** Nothing is attacked, so what is allowed does not matter. */
    private static final ThreatModel ANY = ThreatModel.whiteBox(Norm.LINF, 1);

    private final NamedModel named;
    private final LoadedDataSet data;
    private final Examples test;
    private final Pieces pieces;
    private final Seed seed;
    private final Crew crew;
    private final PieceProgress progress;
    private final int[] answers;
    /** Of the first samples; null where the model proves nothing. */
    private final @Nullable Doubted[] certificates;

    /**
     * A certificate that was doubted.
     *
     * @param certificate what the model proves
     * @param contradicted whether it was found to answer otherwise
     * @param alpha the model's, of all its certificates
     */
    private record Doubted(Certificate certificate, boolean contradicted, double alpha) {}

    EvaluationTrial(
            NamedModel named,
            LoadedDataSet data,
            Pieces pieces,
            EvaluationRequest request,
            Crew crew,
            TrialListener listener) {
        this.named = named;
        this.data = data;
        this.test = data.splits().test();
        this.pieces = pieces;
        this.seed = MatchSeeds.referee(request.seed());
        this.crew = crew;
        this.progress = new PieceProgress(pieces.count(), listener);
        this.answers = new int[pieces.samples()];
        this.certificates = new Doubted[Math.min(request.certified(), pieces.samples())];
    }

    /** Asks all of them. @throws ExecutionException with what went wrong */
    Evaluation ask(ModelFacts facts, List<LayerFacts> layers) throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        crew.work(pieces.count(), Asking::new);
        double seconds = (System.nanoTime() - begun) / 1e9;
        int[][] table = table();
        List<Evaluation.ClassAccuracy> classes = new ArrayList<>();
        int right = 0;
        int rejected = 0;
        for (int label = 0; label < table.length; label++) {
            classes.add(line(label, table[label]));
            right += table[label][label];
            rejected += table[label][test.classes()];
        }
        int n = pieces.samples();
        return new Evaluation(
                facts,
                data.id(),
                pieces.first(),
                n,
                right,
                rejected,
                (double) right / n,
                Interval.of(right, n),
                classes,
                certified(),
                layers,
                seconds);
    }

    private @Nullable CertifiedAccuracy certified() {
        List<Doubted> all =
                Arrays.stream(certificates).flatMap(Stream::ofNullable).toList();
        if (all.isEmpty()) {
            return null;
        }
        int[] labels = IntStream.range(0, certificates.length)
                .map(i -> test.label(pieces.first() + i))
                .toArray();
        return CertifiedAccuracy.of(
                all.stream().map(Doubted::certificate).toList(),
                labels,
                (int) all.stream().filter(Doubted::contradicted).count(),
                all.get(0).alpha());
    }

    /** For each class how often each answer was given, rejections last. */
    private int[][] table() {
        int[][] table = new int[test.classes()][test.classes() + 1];
        for (int i = 0; i < answers.length; i++) {
            int answer = answers[i] < 0 ? test.classes() : answers[i];
            table[test.label(pieces.first() + i)][answer]++;
        }
        return table;
    }

    private Evaluation.ClassAccuracy line(int label, int[] given) {
        int samples = 0;
        int worst = -1;
        for (int answer = 0; answer < given.length; answer++) {
            samples += given[answer];
            boolean wrong = answer != label && answer < test.classes() && given[answer] > 0;
            worst = wrong && (worst < 0 || given[answer] > given[worst]) ? answer : worst;
        }
        return new Evaluation.ClassAccuracy(
                label,
                samples,
                given[label],
                Interval.of(given[label], samples),
                worst < 0 ? null : worst,
                worst < 0 ? 0 : given[worst]);
    }

    /** One thread's copy of the model. */
    private final class Asking implements Crew.Worker {
        private final Model model = named.copy(test, data.id());
        private final Referee referee = new Referee(model, ANY, seed, List.of());
        private final ContradictionSearch doubts = new ContradictionSearch(model);

        @Override
        public void work(int piece) {
            crew.stop().check();
            int[] positions = pieces.positions(piece);
            float[] values = new float[positions.length * test.length()];
            for (int i = 0; i < positions.length; i++) {
                test.read(positions[i], values, i * test.length());
            }
            int[] labels = referee.clean(positions, values).label();
            int begin = positions[0] - pieces.first();
            System.arraycopy(labels, 0, answers, begin, labels.length);
            // A certificate speaks of the answers of the whole model when its stage is all that there is.
            if (model.stages().size() == 1 && model.stages().get(0) instanceof Certifying certifying) {
                certify(certifying, begin, values);
            }
            progress.over(piece);
        }

        private void certify(Certifying certifying, int begin, float[] values) {
            int length = test.length();
            long[] one = new long[test.shape().length + 1];
            one[0] = 1;
            System.arraycopy(test.shape(), 0, one, 1, test.shape().length);
            try (INDArray x = Nd4j.create(DataType.FLOAT, one, 'c')) {
                for (int i = 0; (i + 1) * length <= values.length && begin + i < certificates.length; i++) {
                    crew.stop().check();
                    Floats.put(Arrays.copyOfRange(values, i * length, (i + 1) * length), x);
                    int position = pieces.first() + begin + i;
                    Certificate certificate = certifying
                            .certify(x, row -> seed.derive("certify", position).draws())
                            .get(0);
                    boolean contradicted =
                            certificate.holds() && doubts.found(x, certificate, seed.derive("contradict", position));
                    certificates[begin + i] = new Doubted(certificate, contradicted, certifying.alpha());
                }
            }
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
