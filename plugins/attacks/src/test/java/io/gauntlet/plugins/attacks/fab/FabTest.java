package io.gauntlet.plugins.attacks.fab;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The attack on all boundaries at once. */
class FabTest extends AttackContract<Fab.Parameters> {
    /** The distance in each norm from the sample of {@link OneSample} to the boundary: 0.2 over the dual norm of (3,-4). */
    private static double optimum(Norm norm) {
        return 0.2 / (norm == Norm.LINF ? 7 : norm == Norm.L2 ? 5 : 4);
    }

    static Fab.Parameters fab(int iterations, int restarts, int targets, int finalSteps) {
        return new Fab.Parameters(iterations, restarts, targets, 0.1, 1.05, 0.9, finalSteps);
    }

    static MatchResult play(Fab.Parameters parameters, Norm norm, double epsilon) {
        return OneSample.play(Fab.INFO, new Fab(parameters), norm, epsilon);
    }

    @Override
    protected AttackFactory<Fab.Parameters> factory() {
        return new AttackFactory<>(Fab.INFO, Fab.Parameters.class, Fab::new);
    }

    @Override
    protected Fab.Parameters parameters() {
        return fab(30, 1, 0, 3);
    }

    /** The first start begins at the sample. */
    @Override
    protected boolean draws() {
        return false;
    }

    /** The first step lands 1.05 times as far as the boundary, in every norm, wherever the boundary is reachable. */
    @Test
    void theFirstStepOvershootsByEta() {
        for (Norm norm : new Norm[] {Norm.LINF, Norm.L2, Norm.L1}) {
            MatchResult result = play(fab(1, 1, 0, 0), norm, 1);
            double[] found = {
                result.outcomes().linf()[0],
                result.outcomes().l2()[0],
                result.outcomes().l1()[0]
            };
            assertEquals(1.05 * optimum(norm), found[norm == Norm.LINF ? 0 : norm == Norm.L2 ? 1 : 2], 1e-6);
        }
    }

    /** On a line between two points a linear model's boundary is found by the first secant. */
    @Test
    void theFinalSearchEndsOnTheBoundary() {
        MatchResult result = play(fab(1, 1, 0, 3), Norm.L2, 1);
        assertEquals(optimum(Norm.L2), result.outcomes().l2()[0], 1e-5);
        // Iteration: a look and a check; then the three queries of the search.
        assertEquals(5, result.queries());
        assertEquals(2, result.gradients());
    }

    /** Without the step back the iterate stays beyond the boundary; beta is the share that is left. */
    @Test
    void stepsBackAfterASuccess() {
        MatchResult result = play(fab(2, 1, 0, 0), Norm.L2, 1);
        // 0.945 of the way, then 5.5 % of the way times 1.05, drawn to the sample's 1.05 by 0.055 / 1.055.
        double bias = 0.055 / 1.055;
        double expected = (1 - bias) * (0.945 + 1.05 * 0.055) + bias * 1.05;
        assertEquals(expected * optimum(Norm.L2), result.outcomes().l2()[0], 1e-6);
    }

    /** The classes of the model are two: one gradient a step for the boundary aimed at, two for the Jacobian. */
    @Test
    void targetsCostOneGradientForEachIteration() {
        MatchResult result = play(fab(10, 1, 9, 0), Norm.LINF, 1);
        assertEquals(10, result.gradients());
        assertEquals(21, result.queries());
        assertEquals(20, play(fab(10, 1, 0, 0), Norm.LINF, 1).gradients());
    }

    /** More restarts repeat what fewer do, and can only add to it. */
    @Test
    void restartsAreNested() {
        double before = Double.POSITIVE_INFINITY;
        for (int restarts = 1; restarts <= 3; restarts++) {
            double now = play(fab(3, restarts, 9, 0), Norm.L2, 1).outcomes().l2()[0];
            assertTrue(now <= before, now + " after " + before);
            before = now;
        }
    }
}
