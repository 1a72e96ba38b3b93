package io.gauntlet.plugins.defenses.training;

import java.util.List;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.norm.Ball;

/** One step of epsilon along the gradient of a network drawn for each minibatch: the one that learns, or another. */
final class TransferredExamples implements Augmentation {
    private static final Loss LOSS = Losses.crossEntropy();

    private final List<Network> members;
    private final Seed seed;
    private final InnerAttack step;
    private final float epsilon;
    private final double naturalShare;

    TransferredExamples(EnsembleAdversarialTraining.Parameters parameters, List<Network> members, Seed seed) {
        this.members = List.copyOf(members);
        this.seed = seed;
        step = new InnerAttack(Ball.of(parameters.norm()), 1);
        epsilon = (float) parameters.epsilon();
        naturalShare = parameters.naturalShare();
    }

    @Override
    public void apply(Shard shard) {
        int drawn = seed.derive("network", shard.update()).draws().index(members.size() + 1);
        Model source = drawn == members.size() ? shard.model() : shard.model(members.get(drawn));
        int[] labels = shard.labels();
        float[] original = Floats.values(shard.images());
        float[] x = original.clone();
        int length = x.length / shard.size();
        step.ascend(
                x,
                original,
                shard.images().shape(),
                epsilon,
                epsilon,
                at -> source.gradient(
                        at, RowDraws.none(), (i, output, into) -> LOSS.apply(output, labels[i], -1, into)));
        for (int i = 0; i < shard.size(); i++) {
            if (AdversarialExamples.natural(shard, i, naturalShare)) {
                System.arraycopy(original, i * length, x, i * length, length);
            }
        }
        Floats.put(x, shard.images());
    }
}
