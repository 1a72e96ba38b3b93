package io.gauntlet.plugins.attacks.decision;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.support.Classifier;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.ArrayExamples;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RaysTest extends AttackContract<Rays.Parameters> {
    @Override
    protected AttackFactory<Rays.Parameters> factory() {
        return new AttackFactory<>(Rays.INFO, Rays.Parameters.class, Rays::new);
    }

    /** The nearest boundaries here are 0.0002 away, which the default tolerance cannot tell from less. */
    @Override
    protected Rays.Parameters parameters() {
        return new Rays.Parameters(500, 1e-5, 20);
    }

    @Override
    protected boolean reachesOptimum() {
        return true;
    }

    @Override
    protected double optimumFactor() {
        return 1.25;
    }

    /** It draws only where it needs samples of its own, and untargeted it does not here. */
    @Override
    protected boolean draws() {
        return false;
    }

    /** Both values must move, x0 down and x1 up, by 0.2 / 7; the halving's last step is 0.001 / sqrt(2) long. */
    @Test
    void itFindsTheDirectionOfSigns() {
        Rays attack = new Rays(new Rays.Parameters(300, 0.001, 0));
        MatchResult result = OneSample.play(Rays.INFO, attack, Norm.LINF, 1);
        assertEquals(0.2 / 7, result.outcomes().linf()[0], 0.001);
        assertEquals(300, result.queries());
    }

    /** Class 0 is one corner of the box only, which no single block turned over reaches from any other block's. */
    @Test
    void whereNoBlockLeadsAnywhereItAimsAtOwnSamples() {
        int[] corner = {1, 0, 0, 1, 0, 1, 1, 0};
        Classifier model = new Classifier(8, 2, x -> {
            for (int i = 0; i < corner.length; i++) {
                if (Math.abs(x[i] - corner[i]) > 0.4) {
                    return 1;
                }
            }
            return 0;
        });
        float[] middle = new float[8];
        float[] towards = new float[8];
        for (int i = 0; i < 8; i++) {
            middle[i] = 0.5f;
            towards[i] = corner[i] == 1 ? 0.7f : 0.3f;
        }
        ArrayExamples sample = new ArrayExamples(middle, new int[] {1}, new long[] {8}, 2);
        ArrayExamples own = new ArrayExamples(towards, new int[] {0}, new long[] {8}, 2);
        for (int samples = 0; samples < 2; samples++) {
            Rays attack = new Rays(new Rays.Parameters(400, 0.001, samples));
            MatchResult result = OneSample.play(Rays.INFO, attack, Norm.LINF, 1, model, sample, own);
            assertEquals(samples, result.outcomes().wrong()[0], samples + " own samples");
        }
    }
}
