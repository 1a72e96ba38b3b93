package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.attack.Rows;
import io.gauntlet.plugins.attacks.rows.HeapImage;

/**
 * The gradient at the boundary by Monte Carlo: the mean of random directions, each with the sign of what the class was
 * there, less the mean of these signs (equation 16 of the paper). Sums are kept, so that probes may come in parts.
 */
final class GradientEstimate {
    private final HeapImage signed = new HeapImage("signed-sum");
    private final HeapImage plain = new HeapImage("plain-sum");
    private int length;
    private float[] middle = {};
    private float[] way = {};
    private float[] ofSigned = {};
    private float[] ofPlain = {};
    private float[] asked = {};
    private float[] balance = {};

    void load(Rows rows) {
        signed.load(rows);
        plain.load(rows);
        asked = rows.scalar("asked");
        balance = rows.scalar("balance");
    }

    void store(Rows rows) {
        signed.store(rows);
        plain.store(rows);
    }

    /** Begins a row's estimate. */
    void begin(int row, int at, int length) {
        asked[row] = 0;
        balance[row] = 0;
        for (int i = at; i < at + length; i++) {
            signed.values()[i] = 0;
            plain.values()[i] = 0;
        }
    }

    /**
     * Goes on with a row's estimate: its sums lie beside each other until it is closed.
     *
     * @param x the point probed around, from {@code at} on
     */
    void open(int row, float[] x, int at, int size) {
        if (middle.length < size) {
            middle = new float[size];
            way = new float[size];
            ofSigned = new float[size];
            ofPlain = new float[size];
        }
        length = size;
        System.arraycopy(x, at, middle, 0, size);
        System.arraycopy(signed.values(), at, ofSigned, 0, size);
        System.arraycopy(plain.values(), at, ofPlain, 0, size);
    }

    /**
     * Adds a probe of the row that is open.
     *
     * @param probes hold the probe from {@code probe} on, as it was asked: what the box cut off does not count
     */
    void add(int row, float[] probes, int probe, boolean success) {
        asked[row]++;
        balance[row] += success ? 1 : -1;
        System.arraycopy(probes, probe, way, 0, length);
        add(success ? 1f : -1f);
    }

    private void add(float sign) {
        for (int i = 0; i < length; i++) {
            way[i] -= middle[i];
        }
        for (int i = 0; i < length; i++) {
            ofPlain[i] += way[i];
        }
        for (int i = 0; i < length; i++) {
            ofSigned[i] += sign * way[i];
        }
    }

    /** Keeps the sums of the row that is open, whose values begin at {@code at}. */
    void close(int at) {
        System.arraycopy(ofSigned, 0, signed.values(), at, length);
        System.arraycopy(ofPlain, 0, plain.values(), at, length);
    }

    /** How many probes were added. */
    int asked(int row) {
        return (int) asked[row];
    }

    /** Writes the direction of the estimate, 1 long in L2; where all signs are equal their mean is not subtracted. */
    void direction(int row, int at, int length, float[] into) {
        double mean = balance[row] / asked[row];
        double subtracted = Math.abs(mean) == 1 ? 0 : mean;
        for (int i = at; i < at + length; i++) {
            into[i] = (float) (signed.values()[i] - subtracted * plain.values()[i]);
        }
        normalise(into, at, length);
    }

    /** Divides by the L2 norm, unless that is zero. */
    static void normalise(float[] values, int at, int length) {
        double squares = 0;
        for (int i = at; i < at + length; i++) {
            squares += (double) values[i] * values[i];
        }
        if (squares > 0) {
            double scale = 1 / Math.sqrt(squares);
            for (int i = at; i < at + length; i++) {
                values[i] = (float) (values[i] * scale);
            }
        }
    }
}
