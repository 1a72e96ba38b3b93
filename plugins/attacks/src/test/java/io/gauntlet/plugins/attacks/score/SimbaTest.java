package io.gauntlet.plugins.attacks.score;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.rows.Picture;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SimbaTest extends AttackContract<Simba.Parameters> {
    @Override
    protected AttackFactory<Simba.Parameters> factory() {
        return new AttackFactory<>(Simba.INFO, Simba.Parameters.class, Simba::new);
    }

    @Override
    protected Simba.Parameters parameters() {
        return simba(150, Basis.Choice.PIXEL);
    }

    public static Simba.Parameters simba(int queries, Basis.Choice basis) {
        return new Simba.Parameters(queries, 0.2, basis, 0.125, LossChoice.CROSS_ENTROPY);
    }

    /** In L-inf every pixel is driven to the face of the ball that is worth it; on a sphere steps get in each other's way. */
    @Override
    protected boolean reachesOptimum(Norm norm) {
        return norm == Norm.LINF;
    }

    /**
     * logits = (0, 3 x0 - 4 x1 + 0.7): x0 falls at once, x1 rises at the second trial. In the next pass what would go on in
     * those directions changes nothing and is not asked for; the ways back cost a query each and end the search.
     */
    @Test
    void aPassThatMovesNothingIsTheLast() {
        Simba attack = new Simba(simba(1000, Basis.Choice.PIXEL));
        MatchResult result = OneSample.picture(Simba.INFO, attack, Norm.LINF, 0.02);
        assertEquals(1 + 1 + 2 + 1 + 1, result.queries());
        assertArrayEquals(new float[] {0.48f, 0.52f}, last(result), 1e-6f);
    }

    /** The last candidate was a way back: the other value is where it was driven. */
    private static float[] last(MatchResult result) {
        float[] x = result.examples().clone();
        x[0] = x[0] > 0.5f ? 1 - x[0] : x[0];
        x[1] = x[1] < 0.5f ? 1 - x[1] : x[1];
        return x;
    }

    @ParameterizedTest
    @EnumSource(Basis.Choice.class)
    void stepsAddUpToASuccess(Basis.Choice basis) {
        Simba attack = new Simba(new Simba.Parameters(100, 0.01, basis, 0.125, LossChoice.MARGIN));
        MatchResult result = OneSample.picture(Simba.INFO, attack, Norm.L2, 0.041);
        assertEquals(1f, result.outcomes().wrong()[0]);
        assertTrue(result.queries() > 5, result.queries() + " queries");
    }

    @ParameterizedTest
    @EnumSource(Basis.Choice.class)
    void basesAreOrthonormalAndEveryVectorHasItsTurn(Basis.Choice choice) {
        Picture picture = new Picture(3, 4, 2);
        Basis basis = choice.of(picture, 0.5);
        float[][] vectors = new float[picture.length()][2 * picture.length()];
        for (int k = 0; k < vectors.length; k++) {
            basis.add(k, 2, vectors[k], picture.length());
        }
        for (float[] one : vectors) {
            for (float[] other : vectors) {
                double product = 0;
                for (int i = 0; i < one.length; i++) {
                    product += (double) one[i] * other[i];
                }
                assertEquals(one == other ? 4 : 0, product, 1e-5);
            }
        }
        int[] order = basis.order(Seed.of(1).draws());
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertArrayEquals(IntStream.range(0, picture.length()).toArray(), sorted);
    }

    /** A corner of 4 of 32 frequencies, then frames one frequency wide. */
    @Test
    void lowFrequenciesComeFirst() {
        CosineBasis basis = new CosineBasis(new Picture(32, 32, 3), 0.125);
        int before = 0;
        int[] order = basis.order(Seed.of(1).draws());
        for (int i = 0; i < order.length; i++) {
            int wave = order[i] / 3;
            int frame = Math.max(0, Math.max(wave / 32, wave % 32) - 3);
            assertTrue(frame >= before, "at " + i);
            before = frame;
        }
        assertTrue(order[0] != 0 || order[1] != 1 || order[2] != 2, "the corner is in random order");
    }
}
