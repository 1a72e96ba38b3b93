package io.gauntlet.arena.match;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseWarp;

/** The rows under attack: who stands in them, their counters and state, and what becomes of them at the end of a step. */
final class Block implements Rows, MeteredTarget.Payers, AutoCloseable {
    private static final String ORIGINAL = "\u0000original";

    private final MatchSetup setup;
    private final Turn turn;
    private final float[] originals;
    private final int[] labelOf;
    private final int[] goalOf;
    private final Meter meter;
    private final Candidates candidates;
    private final RowState state;
    private final int capacity;
    private final int length;
    private int live;
    private int finished;

    private final int[] sample;
    private final int[] label;
    private final int[] goal;
    private final float[] epsilon;
    private final int[] iteration;
    private final int[] restart;
    private final long[] calls;
    private final boolean[] fresh;
    private final boolean[] leaving;
    private final boolean[] decided;
    private final boolean[] restarting;
    private final boolean[] warm;
    private int[] all = {};
    private float[] offered = {};
    private @Nullable PoseWarp warp;

    Block(Turn turn, float[] originals, int[] labelOf, int[] goalOf, Meter meter, Candidates candidates) {
        this.turn = turn;
        setup = turn.setup();
        this.originals = originals;
        this.labelOf = labelOf;
        this.goalOf = goalOf;
        this.meter = meter;
        this.candidates = candidates;
        capacity = setup.model().block();
        length = setup.test().length();
        state = new RowState(capacity, setup.model().shape());
        sample = new int[capacity];
        label = new int[capacity];
        goal = new int[capacity];
        epsilon = new float[capacity];
        iteration = new int[capacity];
        restart = new int[capacity];
        calls = new long[capacity];
        fresh = new boolean[capacity];
        leaving = new boolean[capacity];
        decided = new boolean[capacity];
        restarting = new boolean[capacity];
        warm = new boolean[capacity];
        Arrays.fill(
                epsilon,
                turn.minimum()
                        ? Float.POSITIVE_INFINITY
                        : (float) setup.threatModel().epsilon());
    }

    boolean free() {
        return live < capacity;
    }

    int finished() {
        return finished;
    }

    /** Puts a waiting sample into the next free row. */
    void admit(int i) {
        int row = live++;
        sample[row] = i;
        label[row] = labelOf[i];
        goal[row] = goalOf[i];
        iteration[row] = 0;
        restart[row] = 0;
        calls[row] = 0;
        fresh[row] = true;
        leaving[row] = false;
        decided[row] = false;
        restarting[row] = false;
        warm[row] = false;
        state.clear(row);
        state.put(ORIGINAL, row, originals, i * length);
    }

    /** The rows admitted or restarted since the last call, in order. */
    int[] takeFresh() {
        int[] rows = new int[live];
        int count = 0;
        for (int row = 0; row < live; row++) {
            if (fresh[row]) {
                rows[count++] = row;
                fresh[row] = false;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** Counts the step, takes out the rows that leave, and closes the gaps with the last rows. */
    void endStep() {
        for (int row = 0; row < live; row++) {
            iteration[row]++;
            if (restarting[row] && !leaving[row]) {
                restart[row]++;
                iteration[row] = 0;
                fresh[row] = true;
                warm[row] = false;
            }
            restarting[row] = false;
        }
        for (int row = live - 1; row >= 0; row--) {
            if (leaving[row]) {
                remove(row);
            }
        }
    }

    private void remove(int row) {
        int last = --live;
        finished++;
        if (row != last) {
            sample[row] = sample[last];
            label[row] = label[last];
            goal[row] = goal[last];
            iteration[row] = iteration[last];
            restart[row] = restart[last];
            calls[row] = calls[last];
            fresh[row] = fresh[last];
            leaving[row] = leaving[last];
            decided[row] = decided[last];
            warm[row] = warm[last];
            state.move(last, row);
        }
        fresh[last] = false;
        leaving[last] = false;
        decided[last] = false;
    }

    @Override
    public int live() {
        return live;
    }

    @Override
    public int[] all() {
        if (all.length != live) {
            all = new int[live];
            Arrays.setAll(all, i -> i);
        }
        return all;
    }

    @Override
    public ThreatModel threatModel() {
        return setup.threatModel();
    }

    @Override
    public INDArray original() {
        return state.image(ORIGINAL, live);
    }

    @Override
    public Examples attackerSplit() {
        return setup.attackerSplit();
    }

    @Override
    public int[] label() {
        return label;
    }

    @Override
    public int[] goal() {
        return goal;
    }

    @Override
    public float[] epsilon() {
        return epsilon;
    }

    @Override
    public int[] iteration() {
        return iteration;
    }

    @Override
    public int[] restart() {
        return restart;
    }

    @Override
    public INDArray image(String name) {
        return state.image(name, live);
    }

    @Override
    public float[] scalar(String name) {
        return state.scalar(name);
    }

    @Override
    public Draws draws(int row, String purpose) {
        return turn.seed()
                .derive(purpose, position(row), goal[row], restart[row], iteration[row])
                .draws();
    }

    @Override
    public int warmStarts(int row) {
        return setup.warmStarts().count(position(row));
    }

    @Override
    public void warmStart(int row, int number, float[] into, int offset) {
        if (number < 0 || number >= warmStarts(row)) {
            Rows.super.warmStart(row, number, into, offset);
        }
        float[] x = setup.warmStarts().values(position(row), number).clone();
        float[] original = Arrays.copyOfRange(originals, sample[row] * length, (sample[row] + 1) * length);
        Norm norm = setup.threatModel().norm();
        // Of L0 there is no ball; and a stored example lies in the box as it is.
        if (Ball.NORMS.contains(norm) && epsilon[row] < Float.POSITIVE_INFINITY) {
            Ball.of(norm).project(x, original, 0, length, epsilon[row]);
        }
        System.arraycopy(x, 0, into, offset, length);
        warm[row] = true;
    }

    private int position(int row) {
        return setup.samples()[sample[row]];
    }

    @Override
    public void offer(INDArray x, Answer paid) {
        int n = paid.size();
        refusePictures();
        if (x.length() != (long) n * length) {
            throw new IllegalArgumentException(
                    "The answer is to " + n + " candidates; the array holds " + (double) x.length() / length + ".");
        }
        if (offered.length < x.length()) {
            offered = new float[Math.toIntExact(x.length())];
        }
        Floats.get(x, offered);
        for (int i = 0; i < n; i++) {
            if (counts(paid, i)) {
                int row = paid.owner(i);
                decide(row, candidates.take(sample[row], offered, i * length, paid.success(i), paid.share(i)));
            }
        }
    }

    @Override
    public void offer(Pose[] poses, Answer paid) {
        int n = paid.size();
        if (poses.length < n) {
            throw new IllegalArgumentException(
                    "The answer is to " + n + " candidates; there are " + poses.length + " poses.");
        }
        for (int i = 0; i < n; i++) {
            if (counts(paid, i)) {
                int row = paid.owner(i);
                decide(row, take(row, poses[i], paid.success(i), paid.share(i)));
            }
        }
    }

    /** A row that leaves because it ran out of budget still gets what its last answers are worth. */
    private boolean counts(Answer paid, int candidate) {
        return paid.paid(candidate) && !decided[paid.owner(candidate)];
    }

    private void decide(int row, boolean broken) {
        decided[row] = broken;
        leaving[row] |= broken;
        if (broken) {
            // Unless the target has noted it already; an answer may be a wrapped one that knows no numbers.
            meter.success(sample[row], meter.queries(sample[row]), warm[row]);
        }
    }

    /** Where values are limited, a pose is the picture that it makes. */
    private boolean take(int row, Pose pose, boolean success, float share) {
        if (setup.threatModel().poseLimits() != null) {
            return candidates.take(sample[row], pose, success, share);
        }
        if (offered.length < length) {
            offered = new float[length];
        }
        PoseWarp rendering = warp == null ? new PoseWarp(setup.model().shape()) : warp;
        warp = rendering;
        rendering.render(pose, originals, sample[row] * length, offered, 0);
        return candidates.take(sample[row], offered, 0, success, share);
    }

    private void refusePictures() {
        if (setup.threatModel().poseLimits() != null) {
            throw new IllegalArgumentException("The threat model allows rotation and translation alone (norm pose), and"
                    + " the attack '" + turn.info().description().id()
                    + "' hands in pictures: only poses count here.");
        }
    }

    @Override
    public void submit(int row, Pose pose) {
        take(row, pose, false, 0);
        decided[row] = true;
        leaving[row] = true;
    }

    @Override
    public void submit(int row, INDArray x) {
        refusePictures();
        if (x.length() != length) {
            throw new IllegalArgumentException("One candidate has " + length + " values, not " + x.length() + ".");
        }
        float[] values = new float[length];
        Floats.get(x, values);
        // Nobody has said whether it succeeds: the referee will.
        candidates.take(sample[row], values, 0, false, 0);
        decided[row] = true;
        leaving[row] = true;
    }

    @Override
    public void restart(int row) {
        restarting[row] = true;
    }

    @Override
    public void finish(int row) {
        leaving[row] = true;
    }

    @Override
    public boolean pay(int row, long queries, long gradients) {
        if (row >= live) {
            throw new IllegalArgumentException("Row " + row + " is not in play; there are " + live + ".");
        }
        boolean paid = meter.pay(sample[row], queries, gradients);
        if (!paid) {
            leaving[row] = true;
        }
        return paid;
    }

    @Override
    public int label(int row) {
        return label[row];
    }

    @Override
    public int goal(int row) {
        return goal[row];
    }

    @Override
    public RowDraws draws(int[] owner, int n) {
        if (!setup.model().randomised()) {
            return RowDraws.none();
        }
        // Fixed now, so that forward and backward of one call meet the same draws and the next call fresh ones.
        Seed[] seeds = new Seed[n];
        for (int i = 0; i < n; i++) {
            int row = owner[i];
            // A skipped candidate belongs to no sample: it must not use up the draws of one.
            seeds[i] = row < 0
                    ? turn.seed().derive("skipped")
                    : turn.targetSeed().derive("target", setup.samples()[sample[row]], restart[row], calls[row]++);
        }
        return i -> seeds[i].draws();
    }

    @Override
    public long queries(int row) {
        return meter.queries(sample[row]);
    }

    @Override
    public void success(int row, long query) {
        // In an ensemble of fixed epsilon, a search for the minimum norm also meets successes beyond epsilon.
        if (turn.attack() == setup.attack() || !turn.minimum()) {
            meter.success(sample[row], query, warm[row]);
        }
    }

    @Override
    public void met(int gradients, int zero, int draws) {
        meter.met(gradients, zero, draws);
    }

    @Override
    public @Nullable Confirmation confirmation() {
        return setup.model().randomised() ? candidates.confirmation() : null;
    }

    @Override
    public double best(int row) {
        return candidates.share(sample[row]);
    }

    @Override
    public void close() {
        state.close();
    }
}
