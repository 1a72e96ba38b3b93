package io.gauntlet.plugins.attacks.decision;

import java.util.Arrays;
import java.util.OptionalInt;

import io.gauntlet.api.Draws;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.plugins.attacks.geometry.Geometry;
import io.gauntlet.plugins.attacks.rows.HeapImage;

/**
 * Finds a success to begin at, however far: uniform noise, or one of the attacker's own samples of another class. Then
 * halves the way from the sample to it until the class changes within a thousandth, as HopSkipJump's authors do. A second
 * search, where there are stored examples, begins at the nearest of them that is a success.
 */
final class Starts {
    /** Tried in one step of a row, so that rows without luck do not take a step for each. */
    private static final int TOGETHER = 8;

    private static final float NEAR = 1e-3f;

    private static final int LOOKING = 0;
    private static final int HALVING = 1;
    private static final int FOUND = 2;

    private final Rows rows;
    private final int noises;
    private final int samples;
    private final OtherSamples others;
    private final Geometry geometry;
    private final HeapImage start = new HeapImage("start");
    private boolean loaded;
    private float[] phase = {};

    /**
     * @param noises uniform noises tried at most
     * @param samples own samples tried at most
     * @param geometry tells which stored example is the nearest
     */
    Starts(Rows rows, int noises, int samples, Geometry geometry) {
        this.rows = rows;
        this.noises = noises;
        this.samples = samples;
        this.geometry = geometry;
        others = new OtherSamples(rows.attackerSplit());
    }

    void load() {
        loaded = false;
        phase = rows.scalar("start-phase");
    }

    void store() {
        if (loaded) {
            start.store(rows);
        }
    }

    /** Fetched only for rows that have not found their start: the others, most of the time all, do without. */
    private float[] starts() {
        if (!loaded) {
            start.load(rows);
            loaded = true;
        }
        return start.values();
    }

    /** A row starts. */
    void begin(int row) {
        phase[row] = LOOKING;
        rows.scalar("start-tried")[row] = 0;
        rows.scalar("start-low")[row] = 0;
        rows.scalar("start-high")[row] = 1;
    }

    /** Whether a row stands at its start. */
    boolean found(int row) {
        return phase[row] == FOUND;
    }

    /** The search of a row is over: another one begins at its stored examples, if it has any, or the row leaves. */
    void end(int row) {
        if (rows.restart()[row] == 0 && rows.warmStarts(row) > 0) {
            rows.restart(row);
        } else {
            rows.finish(row);
        }
    }

    /** Adds a row's candidates, or ends its search when there is nothing left to try. */
    void propose(int row, float[] original, Probes probes) {
        if (phase[row] == HALVING) {
            int at = probes.add(row);
            blend(row, original, middle(row), probes.values(), at, probes.length());
            return;
        }
        int from = probes.size();
        float[] tried = rows.scalar("start-tried");
        if (rows.restart()[row] > 0) {
            for (; tried[row] < rows.warmStarts(row); tried[row]++) {
                int at = probes.add(row);
                rows.warmStart(row, (int) tried[row], probes.values(), at);
            }
        } else {
            Draws draws = rows.draws(row, "start");
            while (probes.size() < from + TOGETHER && tried[row] < noises + samples) {
                fill(row, draws, (int) tried[row]++, probes);
            }
        }
        if (probes.size() == from) {
            end(row);
        }
    }

    /** One more start: untargeted first noise and then samples, targeted first samples of the goal. */
    private void fill(int row, Draws draws, int tried, Probes probes) {
        int goal = rows.goal()[row];
        boolean noise = goal < 0 ? tried < noises : tried >= samples;
        if (noise) {
            int at = probes.add(row);
            for (int i = at; i < at + probes.length(); i++) {
                probes.values()[i] = draws.uniform();
            }
            return;
        }
        OptionalInt sample = others.draw(draws, rows.label()[row], goal);
        if (sample.isPresent()) {
            int at = probes.add(row);
            others.read(sample.getAsInt(), probes.values(), at);
        }
    }

    /**
     * Takes in the answers.
     *
     * @param x receives the start once it is found
     */
    void learn(int row, float[] x, float[] original, Probes probes, Answer answer, int from, int to) {
        int at = row * probes.length();
        if (phase[row] == HALVING) {
            rows.scalar(answer.success(from) ? "start-high" : "start-low")[row] = middle(row);
        } else {
            int success = rows.restart()[row] > 0
                    ? nearest(row, original, probes, answer, from, to)
                    : first(answer, from, to);
            if (success == to) {
                return;
            }
            System.arraycopy(probes.values(), probes.at(success), starts(), at, probes.length());
            phase[row] = HALVING;
        }
        float high = rows.scalar("start-high")[row];
        if (high - rows.scalar("start-low")[row] <= NEAR) {
            blend(row, original, high, x, at, probes.length());
            phase[row] = FOUND;
        }
    }

    /** The first success, or {@code to}. */
    private static int first(Answer answer, int from, int to) {
        int success = from;
        while (success < to && !answer.success(success)) {
            success++;
        }
        return success;
    }

    /** The success that is nearest to the sample, or {@code to}. */
    private int nearest(int row, float[] original, Probes probes, Answer answer, int from, int to) {
        int length = probes.length();
        float[] sample = Arrays.copyOfRange(original, row * length, (row + 1) * length);
        int nearest = to;
        double least = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            if (answer.success(i)) {
                int at = probes.at(i);
                float[] candidate = Arrays.copyOfRange(probes.values(), at, at + length);
                double distance = geometry.distance(candidate, sample, 0, length);
                if (distance < least) {
                    nearest = i;
                    least = distance;
                }
            }
        }
        return nearest;
    }

    private float middle(int row) {
        return 0.5f * (rows.scalar("start-low")[row] + rows.scalar("start-high")[row]);
    }

    /** In double, where the blend of two values of the box never leaves it. */
    private void blend(int row, float[] original, double share, float[] into, int at, int length) {
        int from = row * length;
        float[] far = starts();
        for (int i = 0; i < length; i++) {
            into[at + i] = (float) ((1 - share) * original[from + i] + share * far[from + i]);
        }
    }
}
