package io.gauntlet.runtime.trial;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.flag.Canaries;
import io.gauntlet.arena.flag.CellEvidence;
import io.gauntlet.arena.flag.Circumstances;
import io.gauntlet.arena.flag.Doubts;
import io.gauntlet.arena.flag.Examination;
import io.gauntlet.arena.flag.Flag;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.runtime.work.ExampleRange;
import io.gauntlet.runtime.work.Faults;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.ModelExamination;
import io.gauntlet.runtime.work.NamedModel;

/**
 * The flags that a tournament raises for what one attack did to one sample of one model. The model is examined as after
 * a training, but on that sample alone instead of on samples of the calibration split.
 */
final class SampleDoubts {
    private final String attack;
    private final String model;

    SampleDoubts(String attack, String model) {
        this.attack = attack;
        this.model = model;
    }

    /** Of a match of one sample. */
    List<Flag> of(MatchResult played, Examination examination) {
        Outcomes outcomes = played.outcomes();
        BitSet judged = new BitSet();
        BitSet broken = new BitSet();
        judged.set(outcomes.sample()[0]);
        broken.set(outcomes.sample()[0], outcomes.cleanCorrect(0) && outcomes.reported(0) >= 0.5);
        CellEvidence cell = new CellEvidence(
                attack,
                model,
                null,
                true,
                judged,
                broken,
                played.queries(),
                played.gradients(),
                outcomes.gradients()[0],
                played.fitting().queries(),
                played.fitting().gradients(),
                // Late is who is broken after most of what others survived.
                0,
                played.conduct());
        return Doubts.of(List.of(cell), new Circumstances(Canaries.NONE, List.of(), Map.of(model, examination)));
    }

    /** What a tournament makes of a failure of the attack or the model, in a sentence with a blank before; empty for nothing. */
    String words(Throwable failure) {
        BitSet none = new BitSet();
        CellEvidence cell =
                new CellEvidence(attack, model, Faults.sentence(failure), true, none, none, 0, 0, 0, 0, 0, 0, null);
        return Doubts.of(List.of(cell), Circumstances.NONE).stream()
                .map(flag -> " A tournament raises the flag " + flag.check() + " for it: `./gauntlet flags "
                        + flag.check() + "` says what to do.")
                .collect(Collectors.joining());
    }

    /** Has a thread examine a copy of the model on the request's first sample. */
    static Examination examined(NamedModel named, LoadedDataSet data, AttackRequest request, Crew crew)
            throws InterruptedException, ExecutionException {
        AtomicReference<Examination> examination = new AtomicReference<>();
        crew.work(1, () -> new Crew.Worker() {
            private final Model model = named.copy(data.splits().test(), data.id());

            @Override
            public void work(int piece) {
                examination.set(ModelExamination.of(
                        model,
                        new ExampleRange(data.splits().test(), request.first(), 1),
                        Set.of(Norm.LINF),
                        Seed.of(request.seed()).derive("examination"),
                        crew.stop()));
            }

            @Override
            public void close() {
                model.close();
            }
        });
        return examination.get();
    }
}
