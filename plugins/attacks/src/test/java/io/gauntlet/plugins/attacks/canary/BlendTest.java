package io.gauntlet.plugins.attacks.canary;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BlendTest extends AttackContract<Blend.Parameters> {
    @Override
    protected AttackFactory<Blend.Parameters> factory() {
        return new AttackFactory<>(Blend.INFO, Blend.Parameters.class, Blend::new);
    }

    @Override
    protected Blend.Parameters parameters() {
        return new Blend.Parameters(20, 30);
    }

    /** The gap is 0.2: a perturbation just over it is what the nearest success on the line is. */
    @Test
    void itStopsJustBeyondTheBoundary() {
        Blend attack = new Blend(new Blend.Parameters(100, 1000));
        MatchResult result = OneSample.play(Blend.INFO, attack, Norm.LINF, 1);
        float[] x = result.examples();
        double logit = 3 * x[0] - 4 * x[1] + 0.7;
        assertEquals(1f, result.outcomes().wrong()[0]);
        assertTrue(logit < 0 && logit > -0.01, "logit " + logit);
    }
}
