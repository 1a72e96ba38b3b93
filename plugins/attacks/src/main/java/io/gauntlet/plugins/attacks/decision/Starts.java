package io.gauntlet.plugins.attacks.decision;

import java.util.OptionalInt;

import io.gauntlet.api.Draws;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.plugins.attacks.rows.HeapImage;

/**
 * Finds a success to begin at, however far: uniform noise, or one of the attacker's own samples of another class. Then
 * halves the way from the sample to it until the class changes within a thousandth, as HopSkipJump's authors do.
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
    private final HeapImage start = new HeapImage("start");
    private boolean loaded;
    private float[] phase = {};

    /**
     * @param noises uniform noises tried at most
     * @param samples own samples tried at most
     */
    Starts(Rows rows, int noises, int samples) {
        this.rows = rows;
        this.noises = noises;
        this.samples = samples;
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

    /** Adds a row's candidates, or finishes the row when there is nothing left to try. */
    void propose(int row, float[] original, Probes probes) {
        if (phase[row] == HALVING) {
            int at = probes.add(row);
            blend(row, original, middle(row), probes.values(), at, probes.length());
            return;
        }
        int from = probes.size();
        Draws draws = rows.draws(row, "start");
        float[] tried = rows.scalar("start-tried");
        while (probes.size() < from + TOGETHER && tried[row] < noises + samples) {
            fill(row, draws, (int) tried[row]++, probes);
        }
        if (probes.size() == from) {
            rows.finish(row);
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
            int success = from;
            while (success < to && !answer.success(success)) {
                success++;
            }
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
