package io.gauntlet.plugins.attacks.score;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

public class SquareTest extends AttackContract<Square.Parameters> {
    @Override
    protected AttackFactory<Square.Parameters> factory() {
        return new AttackFactory<>(Square.INFO, Square.Parameters.class, Square::new);
    }

    @Override
    protected Square.Parameters parameters() {
        return square(200, true);
    }

    public static Square.Parameters square(int queries, boolean rescale) {
        return new Square.Parameters(queries, 0.8, 1, rescale, LossChoice.MARGIN);
    }

    /** In L-inf single values are set one after the other at the end; the bumps of L2 cannot take every direction. */
    @Override
    protected boolean reachesOptimum(Norm norm) {
        return norm == Norm.LINF;
    }

    /** The break points of the paper for 10,000 queries: 10, 50, 200, 500, 1000, 2000, 4000, 6000 and 8000. */
    @Test
    void theScheduleHalvesTheShareAtTheBreakPoints() {
        assertEquals(List.of(11, 51, 201, 501, 1001, 2001, 4001, 6001, 8001), halvings(square(10_000, true), 10_000));
        assertEquals(List.of(11, 51, 201, 501, 1001, 2001, 4001), halvings(square(5000, false), 5000));
        assertEquals(List.of(6, 26, 101, 251, 501, 1001, 2001, 3001, 4001), halvings(square(5000, true), 5000));
        assertEquals(0.8 / 512, SquareSearch.share(square(10_000, true), 9999));
    }

    @Test
    void eachStartSpendsItsQueries() {
        Square attack = new Square(new Square.Parameters(20, 0.8, 3, true, LossChoice.MARGIN));
        MatchResult result = OneSample.picture(Square.INFO, attack, Norm.LINF, 0.028);
        assertEquals(60, result.queries());
        assertEquals(0, result.gradients());
        assertEquals(0f, result.outcomes().wrong()[0]);
    }

    @Test
    void itEndsInTheCornerThatSucceeds() {
        Square attack = new Square(square(20, true));
        MatchResult result = OneSample.picture(Square.INFO, attack, Norm.LINF, 0.029);
        assertArrayEquals(new float[] {0.471f, 0.529f}, result.examples(), 1e-6f);
        assertEquals(1f, result.outcomes().wrong()[0]);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        Square attack = new Square(square(20, true));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> OneSample.play(Square.INFO, attack, Norm.LINF, 0.1));
        assertTrue(String.valueOf(refused.getMessage()).contains("height x width x channels"), refused.getMessage());
    }

    private static List<Integer> halvings(Square.Parameters parameters, int iterations) {
        List<Integer> halvings = new ArrayList<>();
        double before = SquareSearch.share(parameters, 0);
        assertEquals(0.8, before);
        for (int i = 1; i < iterations; i++) {
            double share = SquareSearch.share(parameters, i);
            if (share != before) {
                assertEquals(before / 2, share);
                halvings.add(i);
            }
            before = share;
        }
        assertTrue(before > 0);
        return halvings;
    }
}
