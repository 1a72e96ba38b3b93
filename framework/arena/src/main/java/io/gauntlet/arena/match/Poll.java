package io.gauntlet.arena.match;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.arena.referee.Referee;

/**
 * Asks a randomised model again about the candidates of one call that were successes, a few draws of each at a time,
 * until it is known which of them are more than luck. Each draw is a query of the row. How often a candidate is asked
 * depends on its own draws and on the best candidate of its sample, never on the others of the call.
 */
final class Poll {
    /** Whether an output is a success for a row. */
    @FunctionalInterface
    interface Judge {
        boolean won(int row, Output output);
    }

    /** Draws asked of a candidate between two looks at what they say. */
    private static final int TOGETHER = 5;

    private final Model model;
    private final MeteredTarget.Payers payers;
    private final Confirmation confirmation;
    private final StopSignal stop;
    private final PaidAnswer answer;
    private final Judge judge;
    private final int length;

    /** The candidates of the call, as they were when it was made. */
    private float[] values = {};

    private double[] best = {};
    private int[] open = {};
    private int count;

    private @Nullable INDArray copies;
    private float[] copied = {};
    private int[] candidate = {};
    private int[] owner = {};
    private int filled;

    Poll(
            Model model,
            MeteredTarget.Payers payers,
            Confirmation confirmation,
            StopSignal stop,
            PaidAnswer answer,
            Judge judge) {
        this.model = model;
        this.payers = payers;
        this.confirmation = confirmation;
        this.stop = stop;
        this.answer = answer;
        this.judge = judge;
        int product = 1;
        for (long size : model.shape()) {
            product = Math.multiplyExact(product, Math.toIntExact(size));
        }
        length = product;
    }

    /** Keeps the candidates, since the attack may move them before it asks which were successes. */
    void remember(INDArray x) {
        if (values.length < x.length()) {
            values = new float[Math.toIntExact(x.length())];
        }
        Floats.get(x, values);
    }

    /** Asks until nothing is open. */
    void ask() {
        begin();
        while (count > 0) {
            stop.check();
            int still = 0;
            for (int k = 0; k < count; k++) {
                if (askAgain(open[k])) {
                    open[still++] = open[k];
                }
            }
            flush();
            count = judged(still);
        }
    }

    private void begin() {
        if (open.length < answer.size()) {
            open = new int[answer.size()];
            best = new double[answer.size()];
        }
        count = 0;
        for (int i = 0; i < answer.size(); i++) {
            if (answer.won(i) > 0) {
                best[i] = payers.best(answer.owner(i));
                open[count++] = i;
            }
        }
        count = judged(count);
    }

    /** Settles those of the first {@code n} open candidates of which enough is known. Returns how many stay open. */
    private int judged(int n) {
        int still = 0;
        for (int k = 0; k < n; k++) {
            int i = open[k];
            Confirmation.State state = confirmation.after(answer.drawn(i), answer.won(i), best[i]);
            if (state == Confirmation.State.OPEN) {
                open[still++] = i;
            } else {
                answer.settle(i, state == Confirmation.State.SUCCESS);
            }
        }
        return still;
    }

    /** Asks a candidate some draws more; false when its row cannot pay for them, which leaves it no success. */
    private boolean askAgain(int i) {
        int more = Math.min(TOGETHER, Math.max(1, Referee.DRAWS - answer.drawn(i)));
        for (int k = 0; k < more; k++) {
            if (!payers.pay(answer.owner(i), 1, 0)) {
                answer.settle(i, false);
                return false;
            }
            add(i);
        }
        return true;
    }

    private void add(int i) {
        if (candidate.length == 0) {
            makeRoom();
        }
        if (filled == candidate.length) {
            flush();
        }
        System.arraycopy(values, i * length, copied, filled * length, length);
        candidate[filled] = i;
        owner[filled] = answer.owner(i);
        filled++;
    }

    private void makeRoom() {
        long[] sample = model.shape();
        long[] shape = new long[sample.length + 1];
        System.arraycopy(sample, 0, shape, 1, sample.length);
        shape[0] = model.block();
        copies = Nd4j.create(DataType.FLOAT, shape);
        copied = new float[model.block() * length];
        candidate = new int[model.block()];
        owner = new int[model.block()];
    }

    private void flush() {
        INDArray all = copies;
        if (filled == 0 || all == null) {
            return;
        }
        Floats.buffer(all).put(copied, 0, filled * length);
        INDArray x = filled == candidate.length ? all : all.get(NDArrayIndex.interval(0, filled));
        List<Output> outputs = model.forward(x, payers.draws(owner, filled));
        for (int k = 0; k < filled; k++) {
            answer.count(candidate[k], judge.won(owner[k], outputs.get(k)));
        }
        filled = 0;
    }
}
