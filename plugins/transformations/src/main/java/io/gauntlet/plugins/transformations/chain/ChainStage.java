package io.gauntlet.plugins.transformations.chain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;

/** Stages that keep the shape of samples, one after the other, each with draws of its own. */
final class ChainStage implements Stage {
    private final List<Stage> members;
    private final long[] shape;
    private final INDArray[] inputs;

    ChainStage(List<Stage> members, long[] shape) {
        this.members = List.copyOf(members);
        this.shape = shape.clone();
        this.inputs = new INDArray[members.size()];
        outputShape(shape);
    }

    @Override
    public String name() {
        return members.stream().map(Stage::name).collect(Collectors.joining(", ", "chain(", ")"));
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        for (Stage member : members) {
            if (!Arrays.equals(member.outputShape(inputShape), inputShape)) {
                throw new IllegalArgumentException(
                        member.name() + " changes the shape of samples, so that nothing can follow it in a chain.");
            }
        }
        return inputShape.clone();
    }

    @Override
    public INDArray forward(INDArray x, RowDraws draws) {
        outputShape(Arrays.copyOfRange(x.shape(), 1, x.rank()));
        INDArray at = x;
        for (int i = 0; i < members.size(); i++) {
            inputs[i] = at;
            at = members.get(i).forward(at, draws.part(i));
        }
        return at;
    }

    /** Each member's input is what the one before it computes: it stays valid until that one's turn to go back. */
    @Override
    public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
        forward(x, draws);
        INDArray at = dy;
        for (int i = members.size() - 1; i >= 0; i--) {
            at = members.get(i).vjp(inputs[i], at, draws.part(i));
        }
        return at;
    }

    /** The least that a member declares. */
    @Override
    public Derivative declared() {
        for (Derivative weaker : new Derivative[] {Derivative.STRAIGHT_THROUGH, Derivative.AVERAGED}) {
            if (members.stream().anyMatch(member -> member.declared() == weaker)) {
                return weaker;
            }
        }
        return Derivative.EXACT;
    }

    @Override
    public boolean randomised() {
        return members.stream().anyMatch(Stage::randomised);
    }

    @Override
    public void close() {
        members.forEach(Stage::close);
    }

    @Override
    public String toString() {
        return name() + " for samples of shape " + Arrays.toString(shape);
    }
}
