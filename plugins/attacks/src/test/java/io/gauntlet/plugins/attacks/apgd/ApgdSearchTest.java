package io.gauntlet.plugins.attacks.apgd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class ApgdSearchTest {
    /** Walks downhill, and asks to go back at the second iterate. */
    private static final class Downhill implements Climb {
        final List<float[]> points = new ArrayList<>();
        final List<float[]> gradients = new ArrayList<>();
        int changed = -1;

        @Override
        public void start(Draws draws, float[] x, float[] original, int at, int length, float epsilon) {
            System.arraycopy(original, at, x, at, length);
        }

        @Override
        public void begin(ClimbState state, int row, int length) {}

        @Override
        public boolean adapt(ClimbState state, int row, float loss, int length, IntSupplier count) {
            changed = count.getAsInt();
            return points.size() == 2;
        }

        @Override
        public void move(Points at, ClimbState state, int row, boolean first, float epsilon) {
            points.add(at.x().clone());
            gradients.add(at.gradient().clone());
            for (int i = 0; i < at.length(); i++) {
                at.x()[i] -= 0.01f * Math.signum(at.gradient()[i]);
            }
        }
    }

    private record Climbing(Downhill climb) implements Attack {
        @Override
        public Search start(Rows rows, Target target, Fitted fitted) {
            return new ApgdSearch(rows, target, ApgdTest.apgd(3, 1, LossChoice.CROSS_ENTROPY, 0), climb);
        }
    }

    /** Downhill the start stays the best point; its cross-entropy has another gradient than that of later points. */
    @Test
    void goingBackRestoresTheBestPointAndItsGradient() {
        Downhill climb = new Downhill();
        OneSample.play(Apgd.INFO, new Climbing(climb), Norm.LINF, 0.1);
        assertEquals(3, climb.points.size());
        assertNotEquals(climb.gradients.get(0)[0], climb.gradients.get(1)[0]);
        assertArrayEquals(climb.points.get(0), climb.points.get(2));
        assertArrayEquals(climb.gradients.get(0), climb.gradients.get(2));
        assertEquals(0, climb.changed);
    }
}
