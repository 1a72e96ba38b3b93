package io.gauntlet.plugins.attacks.physical;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SpatialTest extends AttackContract<Spatial.Parameters> {
    @Override
    protected AttackFactory<Spatial.Parameters> factory() {
        return new AttackFactory<>(Spatial.INFO, Spatial.Parameters.class, Spatial::new);
    }

    @Override
    protected Spatial.Parameters parameters() {
        return parameters(6, new Swap(0.2, false), new Swap(0.5, false));
    }

    private static Spatial.Parameters parameters(int tries, Swap... members) {
        return new Spatial.Parameters(
                List.of(members).stream().map(Swap::chosen).collect(Collectors.toList()), tries);
    }

    /** Light l on (0.5, 0.5) is at distance (1 - l) / 2; the logit 0.7 - l / 2 stays positive, so that nothing breaks. */
    @Test
    void everyTryIsPaidForAndNoMore() {
        MatchResult result =
                OneSample.play(Spatial.INFO, new Spatial(parameters(7, new Swap(0, false))), Norm.LINF, 0.9);
        assertEquals(0, result.outcomes().wrong()[0]);
        assertEquals(7, result.queries());
        assertEquals(0, result.gradients());
    }

    /** Both members apply: the light of a picture is the product of theirs. */
    @Test
    void membersFollowOneAnother() {
        MatchResult result = OneSample.play(
                Spatial.INFO, new Spatial(parameters(1, new Swap(1, true), new Swap(0.1, false))), Norm.LINF, 0.9);
        float[] x = result.examples();
        assertEquals(x[0], x[1], 1e-6f);
        assertTrue(x[0] < 0.5f);
    }
}
