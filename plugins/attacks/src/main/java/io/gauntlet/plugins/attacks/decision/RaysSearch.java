package io.gauntlet.plugins.attacks.decision;

import java.util.Arrays;
import java.util.OptionalInt;

import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;

/**
 * The hierarchical search. The frame's point of a row holds its best direction so far, a sign for each value; the
 * direction tried is that one with the signs of one block turned over.
 */
final class RaysSearch extends DecisionSearch {
    /** The level at which no block is turned over: the direction is tried as it is. */
    private static final int UNTURNED = -1;

    /** Levels without any success after which an untargeted search begins elsewhere. */
    private static final int PATIENCE = 7;

    private final Rays.Parameters parameters;
    private final OtherSamples others;
    private float[] sample = {};
    private float[] radius = {};
    private float[] low = {};
    private float[] high = {};
    private float[] level = {};
    private float[] block = {};
    private float[] asked = {};
    private float[] drawn = {};
    private float[] halving = {};

    RaysSearch(Rows rows, Target target, Rays.Parameters parameters) {
        super(rows, target);
        this.parameters = parameters;
        others = new OtherSamples(rows.attackerSplit());
    }

    @Override
    void load() {
        radius = rows().scalar("radius");
        low = rows().scalar("low");
        high = rows().scalar("high");
        level = rows().scalar("level");
        block = rows().scalar("block");
        asked = rows().scalar("asked");
        drawn = rows().scalar("drawn");
        halving = rows().scalar("halving");
        sample = sample.length < length() ? new float[length()] : sample;
    }

    @Override
    void begin(int row, int at) {
        radius[row] = Float.POSITIVE_INFINITY;
        asked[row] = 0;
        drawn[row] = 0;
        halving[row] = 0;
        if (rows().goal()[row] < 0 || !aimAtSample(row, at)) {
            aimEverywhere(row, at);
        }
    }

    private void aimEverywhere(int row, int at) {
        Arrays.fill(x(), at, at + length(), 1f);
        level[row] = UNTURNED;
        block[row] = 0;
    }

    /** Points at the corner of the box towards one of the attacker's samples, if there is another one to try. */
    private boolean aimAtSample(int row, int at) {
        if (drawn[row] >= parameters.samples()) {
            return false;
        }
        drawn[row]++;
        OptionalInt found =
                others.draw(rows().draws(row, "sample-" + (int) drawn[row]), rows().label()[row], rows().goal()[row]);
        if (found.isEmpty()) {
            return false;
        }
        others.read(found.getAsInt(), sample, 0);
        for (int i = 0; i < length(); i++) {
            float clean = original()[at + i];
            // Where both are equal the nearer face of the box changes least.
            float way = sample[i] == clean ? clean - 0.5f : sample[i] - clean;
            x()[at + i] = way < 0 ? -1 : 1;
        }
        level[row] = UNTURNED;
        block[row] = 0;
        return true;
    }

    @Override
    void propose(int row, int at) {
        int probe = probes().add(row);
        float[] values = probes().values();
        float size = halving[row] == 1 ? middle(row) : Math.min(1, radius[row]);
        int from = firstTurned(row);
        int to = endTurned(row);
        for (int i = 0; i < length(); i++) {
            float sign = i >= from && i < to ? -x()[at + i] : x()[at + i];
            values[probe + i] = Math.min(1f, Math.max(0f, original()[at + i] + size * sign));
        }
    }

    /** All blocks of a level are as long as this, but for the last one. */
    private int blockLength(int row) {
        // From this level on every block is one value, and the search goes over all values again and again.
        int halvings = Math.min((int) level[row], Integer.SIZE - 2);
        return (int) Math.ceil(Math.scalb((double) length(), -halvings));
    }

    private int firstTurned(int row) {
        return level[row] == UNTURNED ? 0 : blockLength(row) * (int) block[row];
    }

    private int endTurned(int row) {
        return level[row] == UNTURNED ? 0 : Math.min(length(), firstTurned(row) + blockLength(row));
    }

    @Override
    void learn(int row, int at, Answer answer, int from, int to) {
        asked[row]++;
        boolean success = answer.success(from);
        if (halving[row] == 1) {
            (success ? high : low)[row] = middle(row);
        } else if (success) {
            low[row] = 0;
            high[row] = Math.min(1, radius[row]);
            halving[row] = 1;
        } else {
            next(row, at);
        }
        if (halving[row] == 1 && met(row)) {
            keepNearer(row, at);
            halving[row] = 0;
            next(row, at);
        }
        if (asked[row] >= parameters.queries()) {
            rows().finish(row);
        }
    }

    private float middle(int row) {
        return 0.5f * (low[row] + high[row]);
    }

    /** Whether the boundary is met as exactly as wanted, or as floats can tell. */
    private boolean met(int row) {
        float middle = middle(row);
        return high[row] - low[row] <= parameters.tolerance() / Math.sqrt(length())
                || middle <= low[row]
                || middle >= high[row];
    }

    private void keepNearer(int row, int at) {
        if (high[row] < radius[row]) {
            radius[row] = high[row];
            for (int i = firstTurned(row); i < endTurned(row); i++) {
                x()[at + i] = -x()[at + i];
            }
        }
    }

    /** The next block, the first one of the next level, or where nothing succeeds another direction to begin with. */
    private void next(int row, int at) {
        boolean unturned = level[row] == UNTURNED;
        boolean last = unturned || endTurned(row) == length();
        block[row] = last ? 0 : block[row] + 1;
        level[row] += last ? 1 : 0;
        boolean lost = unturned ? drawn[row] > 0 : level[row] >= PATIENCE;
        if (lost && Float.isInfinite(radius[row])) {
            aimAtSample(row, at);
        }
    }
}
