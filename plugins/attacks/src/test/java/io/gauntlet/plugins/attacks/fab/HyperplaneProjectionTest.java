package io.gauntlet.plugins.attacks.fab;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Random hyperplanes and points against what bisection, or trying everything, finds. */
class HyperplaneProjectionTest {
    private static final int INSTANCES = 300;
    private static final int AT = 2;

    /** A point, some of its values on the faces of the box, and a function, some of whose slopes are zero or equal. */
    private record Instance(float[] x, float[] normal, double gain, double most) {
        static Instance draw(Norm norm, int number, int length) {
            Draws draws = Seed.of(9).derive(norm.id(), number, length).draws();
            float[] x = new float[AT + length + 1];
            float[] normal = new float[length];
            for (int i = 0; i < length; i++) {
                int kind = draws.index(4);
                x[AT + i] = kind == 0 ? 0 : kind == 1 ? 1 : draws.uniform();
                int slope = draws.index(6);
                normal[i] = slope == 0 ? 0 : slope == 1 ? 2 : (float) draws.gaussian();
            }
            boolean grow = draws.coin();
            double most = 0;
            for (int i = 0; i < length; i++) {
                most += Math.abs(normal[i]) * room(x[AT + i], normal[i], grow);
            }
            double gain = draws.uniform(0, 1.2) * most;
            return new Instance(x, normal, grow ? gain : -gain, most);
        }

        int length() {
            return normal.length;
        }

        double steepness(int i) {
            return Math.abs(normal[i]);
        }

        double room(int i) {
            return room(x[AT + i], normal[i], gain > 0);
        }

        private static double room(float value, float slope, boolean grow) {
            return slope > 0 == grow ? 1.0 - value : value;
        }

        float[] solution(Norm norm) {
            float[] change = new float[length()];
            java.util.Arrays.fill(change, 7);
            HyperplaneProjection.of(norm).change(x, AT, normal, gain, change);
            return change;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINF", "L2", "L1"})
    void staysInTheBoxAndReachesWhatCanBeReached(Norm norm) {
        for (int k = 0; k < INSTANCES; k++) {
            Instance instance = Instance.draw(norm, k, k % 10 == 0 ? 784 : 6);
            float[] change = instance.solution(norm);
            double gained = 0;
            for (int i = 0; i < change.length; i++) {
                double moved = (double) instance.x()[AT + i] + change[i];
                assertTrue(moved >= -1e-6 && moved <= 1 + 1e-6, "outside the box: " + moved);
                assertTrue(instance.normal()[i] != 0 || change[i] == 0, "moved a value that does not matter");
                gained += (double) instance.normal()[i] * change[i];
            }
            double wanted = Math.signum(instance.gain()) * Math.min(instance.most(), Math.abs(instance.gain()));
            assertEquals(wanted, gained, 1e-5 * Math.max(1, instance.most()), norm + ", instance " + k);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINF", "L2", "L1"})
    void isAsShortAsCanBe(Norm norm) {
        for (int k = 0; k < INSTANCES; k++) {
            Instance instance = Instance.draw(norm, k, 6);
            if (Math.abs(instance.gain()) < 0.999 * instance.most()) {
                double size = size(norm, instance.solution(norm));
                assertEquals(shortest(norm, instance), size, 1e-5, norm + ", instance " + k);
            }
        }
    }

    private static double shortest(Norm norm, Instance instance) {
        return switch (norm) {
            case LINF -> bisected(level -> gained(instance, level, false), Math.abs(instance.gain()));
            case L2 -> lengthAt(instance, bisected(level -> gained(instance, level, true), Math.abs(instance.gain())));
            default -> cheapestVertex(instance);
        };
    }

    private static double gained(Instance instance, double level, boolean bySteepness) {
        double sum = 0;
        for (int i = 0; i < instance.length(); i++) {
            double pace = bySteepness ? instance.steepness(i) : 1;
            sum += instance.steepness(i) * Math.min(level * pace, instance.room(i));
        }
        return sum;
    }

    private static double lengthAt(Instance instance, double level) {
        double sum = 0;
        for (int i = 0; i < instance.length(); i++) {
            double size = Math.min(level * instance.steepness(i), instance.room(i));
            sum += instance.steepness(i) == 0 ? 0 : size * size;
        }
        return Math.sqrt(sum);
    }

    private static double bisected(DoubleUnaryOperator growing, double value) {
        double low = 0;
        double high = 1e6;
        for (int k = 0; k < 200; k++) {
            double middle = (low + high) / 2;
            if (growing.applyAsDouble(middle) < value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** In a vertex of the feasible set all values but one stay or meet the box: tries them all. */
    private static double cheapestVertex(Instance instance) {
        int n = instance.length();
        double least = Double.POSITIVE_INFINITY;
        for (int moved = 0; moved < 1 << n; moved++) {
            double gained = 0;
            double size = 0;
            for (int i = 0; i < n; i++) {
                if ((moved >> i & 1) == 1) {
                    gained += instance.steepness(i) * instance.room(i);
                    size += instance.room(i);
                }
            }
            for (int last = 0; last < n; last++) {
                double rest = Math.abs(instance.gain()) - gained;
                boolean free = (moved >> last & 1) == 0 && instance.steepness(last) > 0;
                if (free && rest >= 0 && rest <= instance.steepness(last) * instance.room(last)) {
                    least = Math.min(least, size + rest / instance.steepness(last));
                }
            }
        }
        return least;
    }

    private static double size(Norm norm, float[] change) {
        double greatest = 0;
        double sum = 0;
        double squares = 0;
        for (float value : change) {
            greatest = Math.max(greatest, Math.abs(value));
            sum += Math.abs(value);
            squares += (double) value * value;
        }
        return norm == Norm.LINF ? greatest : norm == Norm.L2 ? Math.sqrt(squares) : sum;
    }

    @Test
    void otherNormsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> HyperplaneProjection.of(Norm.L0));
    }
}
