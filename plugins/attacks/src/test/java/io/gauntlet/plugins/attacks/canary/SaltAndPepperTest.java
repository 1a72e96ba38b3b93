package io.gauntlet.plugins.attacks.canary;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SaltAndPepperTest extends AttackContract<SaltAndPepper.Parameters> {
    @Override
    protected AttackFactory<SaltAndPepper.Parameters> factory() {
        return new AttackFactory<>(SaltAndPepper.INFO, SaltAndPepper.Parameters.class, SaltAndPepper::new);
    }

    @Override
    protected SaltAndPepper.Parameters parameters() {
        return new SaltAndPepper.Parameters(30, true);
    }

    /** One value alone is enough: x0 = 0 or x1 = 1 turns the sample; trials after the first success find that. */
    @Test
    void itEndsWithTheFewestPixels() {
        SaltAndPepper attack = new SaltAndPepper(new SaltAndPepper.Parameters(200, true));
        MatchResult result = OneSample.play(SaltAndPepper.INFO, attack, Norm.L0, 2);
        assertEquals(1f, result.outcomes().wrong()[0]);
        assertEquals(1f, result.outcomes().l0()[0]);
        assertEquals(200, result.queries());
        for (float value : result.examples()) {
            assertTrue(value == 0f || value == 0.5f || value == 1f);
        }
    }
}
