package io.gauntlet.engine.model;

import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Stage;
import io.gauntlet.engine.network.CompiledNetwork;

/** Makes models. */
public final class Models {
    private Models() {}

    /**
     * A defended model ready to compute. Closing it closes its stages and detector.
     *
     * @param shape of one sample
     * @throws IllegalArgumentException when a stage does not take what the one before it yields, or the last one does
     *     not yield logits
     */
    public static Model model(DefendedModel defended, long... shape) {
        return new StageChain(defended, shape, true);
    }

    /**
     * A defended model ready to compute, for samples shaped as its first network takes them. Closing it closes its
     * stages and detector.
     *
     * @throws IllegalArgumentException when it has no network or the stages do not fit each other
     */
    public static Model model(DefendedModel defended) {
        for (Stage stage : defended.stages()) {
            if (stage instanceof Network network) {
                return model(defended, network.inputShape());
            }
        }
        throw new IllegalArgumentException(
                "The defended model has no network among its stages; say which shape its samples have.");
    }

    /** A model over stages that somebody else closes. */
    public static Model borrowing(DefendedModel defended, long... shape) {
        return new StageChain(defended, shape, false);
    }

    /** The number of samples that a chain computes together: that of its first network. */
    static int block(DefendedModel defended) {
        return defended.stages().stream()
                .filter(Network.class::isInstance)
                .mapToInt(stage -> ((Network) stage).block())
                .min()
                .orElse(CompiledNetwork.DEFAULT_BLOCK);
    }
}
