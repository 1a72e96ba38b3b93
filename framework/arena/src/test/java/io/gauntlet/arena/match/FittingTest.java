package io.gauntlet.arena.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.NotGrantedException;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.arena.referee.Referee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FittingTest {
    private static final INDArray THREE = Nd4j.create(new float[] {0.1f, 0, 0.4f, 0, 0.9f, 0}, 3, 2);

    /** Fits as a test says and hands in the clean samples. */
    private record Blind(Function<Fit, Attack.Fitted> fitting) implements Attack {
        @Override
        public Fitted fit(Fit fit) {
            return fitting.apply(fit);
        }

        @Override
        public Search start(Rows rows, Target target, Fitted fitted) {
            return new Search() {
                @Override
                public void admit(int[] admitted) {}

                @Override
                public void step() {
                    for (int row = 0; row < rows.live(); row++) {
                        rows.submit(row, rows.original().slice(row));
                    }
                }
            };
        }
    }

    private static MatchResult play(
            Knowledge granted, Progress progress, StopSignal stop, Function<Fit, Attack.Fitted> fit) {
        Points points = Play.zeros(0.1, 0.2);
        AttackInfo info = new AttackInfo(
                new Description("blind", "1", "Written by a test.", List.of(), ""),
                AttackInfo.Kind.FIXED_EPSILON,
                Set.of(Norm.LINF),
                Knowledge.TRANSFER,
                false,
                true,
                "");
        // Each sample of the match may ask once; fitting is not limited by that.
        var threatModel = Play.budget(granted, 1, 0);
        return MatchHarness.play(new MatchSetup(
                info,
                new Blind(fit),
                new StepModel(2),
                new Referee(new StepModel(2), threatModel, Seed.of(99), List.of()),
                points,
                Play.zeros(0.1, 0.3, 0.4),
                new int[] {0, 1},
                threatModel,
                Seed.of(1),
                progress,
                stop));
    }

    @Test
    void whatFittingAsksIsCountedApart() {
        MatchResult result = play(Knowledge.WHITE_BOX, Progress.silent(), new StopSignal(), fit -> {
            assertEquals(3, fit.examples().size());
            fit.target().labels(THREE, new int[] {0, 1, 2});
            fit.target().gradient(THREE, new int[] {0, 1, -1}, Losses.margin(), 1);
            return Attack.Fitted.NONE;
        });
        assertEquals(5, result.fitting().queries());
        assertEquals(2, result.fitting().gradients());
        assertTrue(result.fitting().nanos() > 0);
        assertEquals(0, result.queries() + result.gradients());
    }

    @Test
    void fittingSeesNoMoreOfTheTargetThanTheMatch() {
        assertThrows(
                NotGrantedException.class,
                () -> play(Knowledge.TRANSFER, Progress.silent(), new StopSignal(), fit -> {
                    fit.target().labels(THREE, new int[] {0, 1, 2});
                    return Attack.Fitted.NONE;
                }));
    }

    @Test
    void aMatchThatIsStoppedStopsFittingAtItsNextReport() {
        StopSignal stop = new StopSignal();
        assertThrows(
                StoppedException.class,
                () -> play(Knowledge.TRANSFER, Progress.silent(), stop, fit -> {
                    fit.progress().report(0.1, "before");
                    stop.stop("enough");
                    fit.progress().report(0.2, "after");
                    throw new AssertionError("The report should have stopped it.");
                }));
    }

    @Test
    void progressGoesOnFromFittingToTheMatch() {
        List<Double> reported = new ArrayList<>();
        play(Knowledge.TRANSFER, (done, message) -> reported.add(done), new StopSignal(), fit -> {
            fit.progress().report(0.5, "half");
            fit.progress().report(1, "fitted");
            return Attack.Fitted.NONE;
        });
        assertEquals(List.of(0.25, 0.5, 1.0), reported);
    }

    @Test
    void networksAreRefusedWhereThereAreNone() {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> play(Knowledge.TRANSFER, Progress.silent(), new StopSignal(), fit -> {
                    fit.surrogate("mlp", TrainingOptions.sgd(1, 1, 0.1), 0);
                    return Attack.Fitted.NONE;
                }));
        assertTrue(refused.getMessage().contains("without networks"), refused.getMessage());
    }
}
