package io.gauntlet.plugins.attacks.transfer;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;

/** The attacker's own networks, fooled together: the loss is that of the mean of their logits (Dong et al. 2018, section 3.3). */
final class Surrogates implements Attack.Fitted {
    private final List<Model> members;
    private final long[] shape;
    private INDArray block;
    private Output[] fused = {};
    private float[] each = {};

    /** @param members at least one, of the same shape and classes */
    Surrogates(List<Model> members) {
        this.members = List.copyOf(members);
        shape = members.get(0).shape();
        block = array(members.get(0).block());
    }

    /** The shape of one sample. */
    long[] shape() {
        return shape.clone();
    }

    private INDArray array(int rows) {
        long[] full = new long[shape.length + 1];
        full[0] = rows;
        System.arraycopy(shape, 0, full, 1, shape.length);
        return Nd4j.create(DataType.FLOAT, full);
    }

    /**
     * The gradients of the live rows' losses at {@code values}.
     *
     * @param values the inputs, row after row
     * @param into takes the gradients
     */
    void gradient(Rows rows, Loss loss, float[] values, float[] into) {
        int n = rows.live();
        INDArray x = input(values, n);
        if (members.size() == 1) {
            INDArray gradient = members.get(0)
                    .gradient(
                            x,
                            RowDraws.none(),
                            (i, output, wanted) -> loss.apply(output, rows.label()[i], rows.goal()[i], wanted));
            Floats.get(gradient, into);
            return;
        }
        fuse(rows, loss, x);
        int size = Math.toIntExact(x.length());
        each = each.length < size ? new float[size] : each;
        Arrays.fill(into, 0, size, 0f);
        for (Model member : members) {
            INDArray gradient = member.gradient(
                    x,
                    RowDraws.none(),
                    (i, output, wanted) ->
                            System.arraycopy(fused[i].logits(), 0, wanted.logits(), 0, wanted.logits().length));
            Floats.get(gradient, each);
            for (int i = 0; i < size; i++) {
                into[i] += each[i];
            }
        }
    }

    private INDArray input(float[] values, int n) {
        if (block.size(0) < n) {
            block.close();
            block = array(n);
        }
        INDArray x = block.get(NDArrayIndex.interval(0, n));
        Floats.buffer(x).put(values, 0, Math.toIntExact(x.length()));
        return x;
    }

    /** Leaves in {@link #fused} the derivative of each row's loss by every member's logits. */
    private void fuse(Rows rows, Loss loss, INDArray x) {
        int n = rows.live();
        int classes = members.get(0).classes();
        if (fused.length < n) {
            fused = new Output[n];
            Arrays.setAll(fused, i -> new Output(classes));
        }
        for (int i = 0; i < n; i++) {
            Arrays.fill(fused[i].logits(), 0f);
        }
        for (Model member : members) {
            List<Output> outputs = member.forward(x, RowDraws.none());
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < classes; c++) {
                    fused[i].logits()[c] += outputs.get(i).logits()[c] / members.size();
                }
            }
        }
        Output wanted = new Output(classes);
        for (int i = 0; i < n; i++) {
            Arrays.fill(wanted.logits(), 0f);
            loss.apply(fused[i], rows.label()[i], rows.goal()[i], wanted);
            for (int c = 0; c < classes; c++) {
                fused[i].logits()[c] = wanted.logits()[c] / members.size();
            }
        }
    }
}
