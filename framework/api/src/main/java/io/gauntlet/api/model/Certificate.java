package io.gauntlet.api.model;

/**
 * How far in L2 a sample may be changed without a change of the answer.
 *
 * @param label the answer, -1 when nothing can be certified
 * @param radius positive; 0 when nothing can be certified
 */
public record Certificate(int label, double radius) {
    /** Nothing can be certified. */
    public static final Certificate ABSTAINED = new Certificate(-1, 0);

    /** Whether something was certified. */
    public boolean holds() {
        return label >= 0;
    }
}
