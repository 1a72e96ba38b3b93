package io.gauntlet.arena.match;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Jacobian;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.NotGrantedException;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.model.Stage;
import io.gauntlet.arena.referee.Referee;

/**
 * The target of a match: refuses what is not granted, bills every answer to the sample in its owner row, and withholds
 * answers from rows that cannot pay.
 */
final class MeteredTarget implements Target {
    /** What the target must know of the row that pays. */
    interface Payers {
        /** Bills a row; false when its budget does not cover it. */
        boolean pay(int row, long queries, long gradients);

        int label(int row);

        int goal(int row);

        /** The draws of a randomised model for n candidates, fresh at each call, the same throughout one call. */
        RowDraws draws(int[] owner, int n);

        /** The queries that a row has been billed so far. */
        long queries(int row);

        /** A success was seen by a row, in answer to the query of that number. */
        void success(int row, long query);

        /** Gradients of candidates that are not yet successes, how many are zero, and the draws each is the mean of. */
        void met(int gradients, int zero, int draws);

        /** What makes a success of a randomised model more than luck; null where one draw decides. */
        @Nullable
        Confirmation confirmation();

        /** The greatest share of draws that a candidate of the row's sample has won so far. */
        double best(int row);
    }

    private final Model model;
    private final Knowledge granted;
    private final Payers payers;
    private final StopSignal stop;
    private final PaidAnswer answer;
    private final @Nullable Poll poll;

    /** Whether the model is another than the defended one, so that its answers are no successes. */
    private final boolean twin;

    private float[] losses = {};
    /** For each candidate the queries of its row up to its own: rows may ask for many candidates at once. */
    private long[] billed = {};
    /** What a poll would write over: the model reuses its arrays. */
    private @Nullable INDArray kept;

    MeteredTarget(Model model, Knowledge granted, Payers payers, StopSignal stop) {
        this(model, granted, payers, stop, false);
    }

    private MeteredTarget(Model model, Knowledge granted, Payers payers, StopSignal stop, boolean twin) {
        this.twin = twin;
        this.model = model;
        this.granted = granted;
        this.payers = payers;
        this.stop = stop;
        answer = new PaidAnswer(model.classes(), granted);
        Confirmation confirmation = payers.confirmation();
        poll = twin || confirmation == null || !model.randomised()
                ? null
                : new Poll(model, payers, confirmation, stop, answer, this::won);
    }

    @Override
    public Knowledge knowledge() {
        return granted;
    }

    @Override
    public int classes() {
        return model.classes();
    }

    @Override
    public long[] shape() {
        return model.shape().clone();
    }

    @Override
    public int block() {
        return model.block();
    }

    @Override
    public Answer labels(INDArray x, int[] owner) {
        require("a label", Knowledge.LABEL);
        return evaluate(x, owner);
    }

    @Override
    public Answer scores(INDArray x, int[] owner) {
        require("scores", Knowledge.SCORE);
        return evaluate(x, owner);
    }

    private Answer evaluate(INDArray x, int[] owner) {
        int n = check(x, owner);
        for (int i = 0; i < n; i++) {
            bill(i, owner[i], 1, 0);
        }
        List<Output> outputs = model.forward(x, payers.draws(owner, n));
        for (int i = 0; i < n; i++) {
            record(i, outputs.get(i));
        }
        pollWhenAsked(x);
        return answer;
    }

    /** From now on the answer's successes are those that a poll confirms. True when there may be such. */
    private boolean pollWhenAsked(INDArray x) {
        Poll asking = poll;
        if (asking == null || !answer.anyWon()) {
            return false;
        }
        asking.remember(x);
        answer.settleBy(asking::ask);
        return true;
    }

    /** A copy of an array of the model's, which is about to be used again. */
    private INDArray keep(INDArray values) {
        INDArray room = kept;
        if (room == null || !Arrays.equals(room.shape(), values.shape())) {
            room = values.dup('c');
            kept = room;
        } else {
            room.assign(values);
        }
        return room;
    }

    @Override
    public Gradient gradient(
            INDArray x, int[] owner, boolean @Nullable [] wanted, int @Nullable [] aims, Loss loss, int draws) {
        require("a gradient", Knowledge.WHITE_BOX);
        int n = check(x, owner);
        int rounds = model.randomised() ? Math.max(1, draws) : 1;
        if (losses.length < n) {
            losses = new float[n];
        }
        Arrays.fill(losses, 0, n, 0f);
        for (int i = 0; i < n; i++) {
            boolean differentiated = wanted == null || wanted[i];
            bill(i, owner[i], differentiated ? rounds : 1, differentiated ? rounds : 0);
        }
        INDArray sum = null;
        for (int round = 0; round < rounds; round++) {
            boolean first = round == 0;
            INDArray values = model.gradient(x, payers.draws(owner, n), (i, output, gradient) -> {
                if (first) {
                    record(i, output);
                } else if (wanted == null || wanted[i]) {
                    recordAgain(i, output);
                }
                if (wanted == null || wanted[i]) {
                    differentiate(i, output, gradient, loss, aims, rounds);
                } else if (first) {
                    loss(i, output, loss, aims);
                }
            });
            if (rounds > 1) {
                // The model reuses its arrays, so that a sum of several rounds needs one of its own.
                sum = sum == null ? values.dup('c') : sum.addi(values);
            } else {
                sum = values;
            }
        }
        INDArray gradients = Objects.requireNonNull(sum);
        inspect(gradients, n, wanted, rounds);
        boolean polls = pollWhenAsked(x);
        return new Evaluated(answer, losses, polls && rounds == 1 ? keep(gradients) : gradients);
    }

    /** Counts what an attack that follows gradients has to go by where it has not won yet. */
    private void inspect(INDArray gradients, int n, boolean @Nullable [] wanted, int draws) {
        if (twin || n == 0) {
            return;
        }
        FloatBuffer values = Floats.buffer(gradients);
        int length = values.limit() / n;
        int seen = 0;
        int zero = 0;
        for (int i = 0; i < n; i++) {
            if (answer.paid(i) && answer.won(i) == 0 && (wanted == null || wanted[i])) {
                seen++;
                zero += zero(values, i * length, length) ? 1 : 0;
            }
        }
        payers.met(seen, zero, draws);
    }

    private static boolean zero(FloatBuffer values, int from, int length) {
        for (int k = from; k < from + length; k++) {
            if (values.get(k) != 0) {
                return false;
            }
        }
        return true;
    }

    private void differentiate(int i, Output output, Output gradient, Loss loss, int @Nullable [] aims, int rounds) {
        if (!answer.paid(i)) {
            return;
        }
        int row = answer.owner(i);
        losses[i] += loss.apply(output, payers.label(row), aim(i, aims), gradient) / rounds;
        if (rounds > 1) {
            float[] logits = gradient.logits();
            for (int c = 0; c < logits.length; c++) {
                logits[c] /= rounds;
            }
            gradient.score(gradient.score() / rounds);
        }
    }

    /** The loss of a candidate that is not differentiated: of the one draw that it paid for. */
    private void loss(int i, Output output, Loss loss, int @Nullable [] aims) {
        if (answer.paid(i)) {
            int row = answer.owner(i);
            losses[i] = loss.apply(output, payers.label(row), aim(i, aims), new Output(model.classes()));
        }
    }

    /** The class that a candidate's loss aims at, or -1. */
    private int aim(int candidate, int @Nullable [] aims) {
        return aims == null ? payers.goal(answer.owner(candidate)) : aims[candidate];
    }

    private record Evaluated(Answer answer, float[] losses, INDArray values) implements Gradient {
        @Override
        public float loss(int candidate) {
            return losses[candidate];
        }
    }

    @Override
    public Jacobian jacobian(INDArray x, int[] owner, int[][] classes) {
        require("a Jacobian", Knowledge.WHITE_BOX);
        int n = check(x, owner);
        int rows = n == 0 ? 0 : classes[0].length;
        boolean allPaid = true;
        for (int i = 0; i < n; i++) {
            bill(i, owner[i], 1, rows);
            allPaid &= answer.paid(i);
        }
        Model.Jacobian found = model.jacobian(x, payers.draws(owner, n), classes);
        for (int i = 0; i < n; i++) {
            record(i, found.outputs().get(i));
            if (!allPaid && !answer.paid(i)) {
                found.values().slice(i).assign(0);
            }
        }
        inspect(found.values(), n, null, 1);
        return new Differentiated(answer, pollWhenAsked(x) ? keep(found.values()) : found.values());
    }

    private record Differentiated(Answer answer, INDArray values) implements Jacobian {}

    @Override
    public List<Stage> stages() {
        require("the stages", Knowledge.WHITE_BOX);
        return model.stages();
    }

    @Override
    public Target withBackward(int stage, Stage surrogate) {
        require("the stages", Knowledge.WHITE_BOX);
        return new MeteredTarget(model.withBackward(stage, surrogate), granted, payers, stop, twin);
    }

    @Override
    public Target without(int... stages) {
        require("the stages", Knowledge.WHITE_BOX);
        return new MeteredTarget(model.without(stages), granted, payers, stop, true);
    }

    @Override
    public float threshold() {
        require("the detector's threshold", Knowledge.WHITE_BOX);
        return model.threshold();
    }

    @Override
    public List<Stage> views() {
        require("the detector's views", Knowledge.WHITE_BOX);
        return model.views();
    }

    private void require(String asked, Knowledge needed) {
        stop.check();
        if (!granted.grants(needed)) {
            throw new NotGrantedException(asked, needed, granted);
        }
    }

    private int check(INDArray x, int[] owner) {
        long[] shape = x.shape();
        boolean fits = x.dataType() == DataType.FLOAT
                && shape.length == model.shape().length + 1
                && Arrays.equals(shape, 1, shape.length, model.shape(), 0, model.shape().length);
        if (!fits) {
            throw new IllegalArgumentException("Candidates must be floats of shape [n, " + join(model.shape())
                    + "], not " + x.dataType() + " " + Arrays.toString(shape) + ".");
        }
        if (owner.length < shape[0]) {
            throw new IllegalArgumentException(shape[0] + " candidates need as many owners, not " + owner.length + ".");
        }
        answer.reset((int) shape[0]);
        if (billed.length < shape[0]) {
            billed = new long[(int) shape[0]];
        }
        return (int) shape[0];
    }

    private static String join(long[] shape) {
        String text = Arrays.toString(shape);
        return text.substring(1, text.length() - 1);
    }

    private void bill(int candidate, int row, long queries, long gradients) {
        if (row >= 0 && payers.pay(row, queries, gradients)) {
            answer.pay(candidate, row);
            billed[candidate] = payers.queries(row);
        }
    }

    private void record(int candidate, Output output) {
        if (!answer.paid(candidate)) {
            return;
        }
        int row = answer.owner(candidate);
        boolean success = won(row, output);
        answer.set(candidate, Referee.argmax(output.logits()), accepted(output), success, output.logits());
        if (success) {
            payers.success(row, billed[candidate]);
        }
    }

    /** One more draw of a candidate, of which the answer tells the first. */
    private void recordAgain(int candidate, Output output) {
        if (answer.paid(candidate)) {
            int row = answer.owner(candidate);
            boolean success = won(row, output);
            answer.count(candidate, success);
            if (success) {
                payers.success(row, billed[candidate]);
            }
        }
    }

    private boolean accepted(Output output) {
        return !(output.score() > model.threshold());
    }

    private boolean won(int row, Output output) {
        if (twin || !accepted(output)) {
            return false;
        }
        int label = Referee.argmax(output.logits());
        int goal = payers.goal(row);
        return goal < 0 ? label != payers.label(row) : label == goal;
    }
}
