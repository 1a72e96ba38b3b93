package io.gauntlet.plugins.defenses.output;

import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Stage;
import io.gauntlet.plugins.defenses.around.MeanProbability;

/** Networks that answer with the logarithm of the mean of their probabilities. */
final class EnsembleStage implements Stage {
    private final List<Network> members;
    private final int classes;
    private final MeanProbability mean;

    EnsembleStage(List<Network> members) {
        this.members = members;
        this.classes = members.get(0).classes();
        this.mean = new MeanProbability(members.size(), classes);
    }

    @Override
    public String name() {
        return "ensemble(" + members.size() + ")";
    }

    @Override
    public long parameterCount() {
        return members.stream().mapToLong(Network::parameterCount).sum();
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        return members.get(0).outputShape(inputShape);
    }

    /** The members' logits, {@code [members, n, classes]}. */
    private float[] logits(INDArray x, RowDraws draws) {
        int values = Math.toIntExact(x.size(0)) * classes;
        float[] all = new float[members.size() * values];
        float[] one = new float[values];
        for (int k = 0; k < members.size(); k++) {
            Floats.get(members.get(k).forward(x, draws), one);
            System.arraycopy(one, 0, all, k * values, values);
        }
        return all;
    }

    @Override
    public INDArray forward(INDArray x, RowDraws draws) {
        int n = Math.toIntExact(x.size(0));
        float[] logits = logits(x, draws);
        float[] answers = new float[n * classes];
        for (int i = 0; i < n; i++) {
            mean.take(logits, i * classes, n * classes);
            mean.write(answers, i * classes);
        }
        return array(answers, n);
    }

    @Override
    public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
        int n = Math.toIntExact(x.size(0));
        float[] logits = logits(x, draws);
        float[] wanted = new float[n * classes];
        Floats.get(dy, wanted);
        float[] back = new float[logits.length];
        for (int i = 0; i < n; i++) {
            mean.take(logits, i * classes, n * classes);
            mean.back(wanted, i * classes, back, i * classes, n * classes);
        }
        INDArray sum = Nd4j.create(DataType.FLOAT, x.shape(), 'c');
        float[] one = new float[n * classes];
        for (int k = 0; k < members.size(); k++) {
            System.arraycopy(back, k * one.length, one, 0, one.length);
            try (INDArray share = array(one, n)) {
                sum.addi(members.get(k).vjp(x, share, draws));
            }
        }
        return sum;
    }

    private INDArray array(float[] values, int n) {
        return Floats.array(values, n, classes);
    }

    @Override
    public Derivative declared() {
        return Derivative.EXACT;
    }

    @Override
    public boolean randomised() {
        return false;
    }

    @Override
    public void close() {
        members.forEach(Network::close);
    }
}
