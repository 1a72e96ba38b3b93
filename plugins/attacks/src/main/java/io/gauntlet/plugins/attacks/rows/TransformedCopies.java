package io.gauntlet.plugins.attacks.rows;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.model.Stage;

/**
 * The candidates of one step: first the live rows as they are, then for each draw their transformed copies. Copy d of a
 * row is candidate {@code d * live + row}, where d 0 is the row itself.
 */
public final class TransformedCopies {
    private final Rows rows;
    private final List<Stage> stages;
    private final RowDraws[] draws;
    private float[] part = {};
    private int[] owners = {};
    private @Nullable INDArray array;
    private INDArray current;

    /**
     * Copies of live rows.
     *
     * @param stages what transforms them, each keeping the shape of samples
     * @param draws how many copies of each row, shared evenly among the stages
     */
    public TransformedCopies(Rows rows, List<Stage> stages, int draws) {
        this.rows = rows;
        this.stages = stages;
        this.draws = new RowDraws[draws];
        for (int d = 0; d < draws; d++) {
            String purpose = "transformation " + d;
            this.draws[d] = row -> rows.draws(row, purpose);
        }
        current = rows.original();
    }

    /** How many there are of each row, itself included. */
    public int each() {
        return draws.length + 1;
    }

    /** Makes the copies of {@code x}, {@code [live, shape...]}, with fresh draws. */
    public INDArray of(INDArray x) {
        int live = rows.live();
        int values = Math.toIntExact(x.length());
        if (part.length < values) {
            part = new float[values];
        }
        current = room(x, live * each());
        put(x, 0, values);
        for (int d = 0; d < draws.length; d++) {
            put(stage(d).forward(x, draws[d]), d + 1, values);
        }
        if (owners.length != live * each()) {
            owners = new int[live * each()];
            Arrays.setAll(owners, i -> i % live);
        }
        return current;
    }

    private INDArray room(INDArray x, int candidates) {
        INDArray all = array;
        if (all == null || all.size(0) < candidates) {
            long[] shape = x.shape().clone();
            shape[0] = candidates;
            all = Nd4j.create(DataType.FLOAT, shape);
            array = all;
        }
        return all.size(0) == candidates ? all : rows(all, 0, candidates);
    }

    private void put(INDArray from, int copy, int values) {
        Floats.get(from, part);
        Floats.buffer(current).put(copy * values, part, 0, values);
    }

    /** What an answer to the candidates says of the rows themselves. */
    public Answer untransformed(Answer answer) {
        return new Untransformed(answer, rows.live(), true);
    }

    /** Who pays for each candidate. */
    public int[] owners() {
        return owners;
    }

    /**
     * Takes the gradients of all candidates back to the rows they are copies of, with the draws they were made with.
     *
     * @param x as it was given to {@link #of}
     * @param gradients by each candidate
     * @param sum takes the sum over each row's candidates, row after row
     */
    public void back(INDArray x, INDArray gradients, float[] sum) {
        int live = rows.live();
        int values = Math.toIntExact(x.length());
        Floats.get(rows(gradients, 0, live), sum);
        for (int d = 0; d < draws.length; d++) {
            INDArray dy = rows(gradients, (d + 1) * live, (d + 2) * live);
            Floats.get(stage(d).vjp(x, dy, draws[d]), part);
            for (int i = 0; i < values; i++) {
                sum[i] += part[i];
            }
        }
    }

    private Stage stage(int draw) {
        return stages.get(draw % stages.size());
    }

    private static INDArray rows(INDArray array, int from, int to) {
        INDArrayIndex[] index = new INDArrayIndex[array.rank()];
        Arrays.fill(index, NDArrayIndex.all());
        index[0] = NDArrayIndex.interval(from, to);
        return array.get(index);
    }
}
