package io.gauntlet.plugins.attacks.nearest;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class BoxVariableTest {
    private static final int AT = 3;

    private static float[] values(float... variables) {
        float[] w = new float[AT + variables.length];
        System.arraycopy(variables, 0, w, AT, variables.length);
        float[] x = new float[w.length + 1];
        new BoxVariable().values(w, x, AT, variables.length);
        assertEquals(0, x[AT + variables.length], "beyond its row");
        return java.util.Arrays.copyOfRange(x, AT, AT + variables.length);
    }

    /** In steps of a hundredth, as far as a thousand steps of Adam lead from a face of the box. */
    @Test
    void isTheLogisticFunctionOfTwiceTheVariable() {
        float[] variables = new float[3601];
        for (int i = 0; i < variables.length; i++) {
            variables[i] = (i - 1800) / 100f;
        }
        float[] x = values(variables);
        for (int i = 0; i < x.length; i++) {
            double exact = 1 / (1 + Math.exp(-2.0 * variables[i]));
            assertEquals(exact, x[i], 2e-6 * exact * (1 - exact) + 6e-8 * exact, "of " + variables[i]);
        }
    }

    @Test
    void theFarthestVariablesAreTheFacesOfTheBox() {
        float[] x = values(-1e30f, Float.NEGATIVE_INFINITY, 1e30f, Float.POSITIVE_INFINITY, Float.NaN);
        assertEquals(0, x[0], 1e-20);
        assertEquals(0, x[1], 1e-20);
        assertEquals(1, x[2]);
        assertEquals(1, x[3]);
        assertEquals(Float.NaN, x[4], "what is no number stays none");
    }

    @Test
    void aValueReturnsFromItsVariable() {
        for (float x : new float[] {0, 0.001f, 0.25f, 0.5f, 0.9f, 1}) {
            assertEquals(x, values(BoxVariable.of(x))[0], 1e-6);
        }
    }
}
