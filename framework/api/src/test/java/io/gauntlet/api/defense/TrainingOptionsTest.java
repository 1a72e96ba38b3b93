package io.gauntlet.api.defense;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.defense.TrainingOptions.Optimizer;
import io.gauntlet.api.defense.TrainingOptions.Schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TrainingOptionsTest {
    private static final TrainingOptions PLAIN = TrainingOptions.sgd(10, 32, 0.4);

    @Test
    void startsSimpleAndChangesOneThingAtATime() {
        assertEquals(new TrainingOptions(10, 32, Optimizer.SGD, 0.4, Schedule.CONSTANT, 0.9, 0), PLAIN);
        assertEquals(
                new TrainingOptions(2, 8, Optimizer.ADAMW, 0.1, Schedule.COSINE, 0, 0.01, 0.25, 3),
                TrainingOptions.adam(2, 8, 0.1)
                        .withOptimizer(Optimizer.ADAMW)
                        .withSchedule(Schedule.COSINE)
                        .withWeightDecay(0.01)
                        .withWarmUp(0.25)
                        .withReplays(3));
        assertEquals(0.5, PLAIN.withMomentum(0.5).momentum());
    }

    @Test
    void schedulesMoveTheRate() {
        assertEquals(0.4, PLAIN.rate(0, 100));
        assertEquals(0.4 * 0.005 / 0.4, PLAIN.withSchedule(Schedule.CYCLIC).rate(0, 100), 1e-12);
        assertEquals(0.4 * 0.005 / 0.6, PLAIN.withSchedule(Schedule.CYCLIC).rate(99, 100), 1e-12);
        assertEquals(0.2, PLAIN.withSchedule(Schedule.COSINE).rate(50, 101), 1e-12);
        TrainingOptions steps = PLAIN.withSchedule(Schedule.piecewise(0.1, 0.5, 0.75));
        assertEquals(0.4, steps.rate(49, 100), 1e-12);
        assertEquals(0.04, steps.rate(50, 100), 1e-12);
        assertEquals(0.004, steps.rate(75, 100), 1e-12);
    }

    @Test
    void warmsUp() {
        TrainingOptions warm = PLAIN.withWarmUp(0.1);
        assertEquals(0.4 * 0.05, warm.rate(0, 100), 1e-12);
        assertEquals(0.4 * 0.95, warm.rate(9, 100), 1e-12);
        assertEquals(0.4, warm.rate(10, 100), 1e-12);
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThrows(IllegalArgumentException.class, () -> TrainingOptions.sgd(0, 1, 0.1));
        assertThrows(IllegalArgumentException.class, () -> TrainingOptions.sgd(1, 1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> PLAIN.withMomentum(1));
        assertThrows(IllegalArgumentException.class, () -> PLAIN.withWeightDecay(-1));
        assertThrows(IllegalArgumentException.class, () -> PLAIN.withWarmUp(1));
        assertThrows(IllegalArgumentException.class, () -> Schedule.piecewise(0.1, 0.75, 0.5));
        assertThrows(IllegalArgumentException.class, () -> Schedule.piecewise(0, 0.5));
    }

    @Test
    void theBestEpochIsByCalibrationOrLoss() {
        assertEquals(1, new TrainingCurve(List.of(3., 1., 1.), List.of(0., 0., 0.)).best());
        TrainingCurve curve = new TrainingCurve(List.of(3., 2., 1.), List.of(0., 0., 0.), List.of(0.5, 0.7, 0.7));
        assertEquals(1, curve.best());
        IllegalStateException none =
                assertThrows(IllegalStateException.class, () -> new TrainingCurve(List.of(), List.of()).best());
        assertTrue(String.valueOf(none.getMessage()).contains("no epoch"));
    }
}
