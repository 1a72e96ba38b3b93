package io.gauntlet.plugins.attacks.decision;

/** Sums over the values of a sample, each in four parts that do not wait for each other. */
final class Sums {
    private Sums() {}

    /** The scalar product of the first {@code length} values, as exactly as floats. */
    static double product(float[] a, float[] b, int length) {
        float one = 0;
        float two = 0;
        float three = 0;
        float four = 0;
        int whole = length & -4;
        for (int i = 0; i < whole; i += 4) {
            one += a[i] * b[i];
            two += a[i + 1] * b[i + 1];
            three += a[i + 2] * b[i + 2];
            four += a[i + 3] * b[i + 3];
        }
        for (int i = whole; i < length; i++) {
            one += a[i] * b[i];
        }
        return (double) one + two + ((double) three + four);
    }

    /** The L2 distance, in double: what a step gains may be a small share of it. */
    static double distance(float[] a, int fromA, float[] b, int fromB, int length) {
        double one = 0;
        double two = 0;
        double three = 0;
        double four = 0;
        int whole = length & -4;
        for (int i = 0; i < whole; i += 4) {
            double first = (double) a[fromA + i] - b[fromB + i];
            double second = (double) a[fromA + i + 1] - b[fromB + i + 1];
            double third = (double) a[fromA + i + 2] - b[fromB + i + 2];
            double fourth = (double) a[fromA + i + 3] - b[fromB + i + 3];
            one += first * first;
            two += second * second;
            three += third * third;
            four += fourth * fourth;
        }
        for (int i = whole; i < length; i++) {
            double change = (double) a[fromA + i] - b[fromB + i];
            one += change * change;
        }
        return Math.sqrt(one + two + (three + four));
    }
}
