package io.gauntlet.bench.network;

import java.util.Arrays;
import java.util.Optional;

/** What is done with a network. */
public enum Operation {
    /** The logits of a batch. */
    FORWARD("forward"),
    /** The gradient of the summed cross-entropy by the input. */
    GRADIENT("gradient"),
    /** 40 steps of projected gradient ascent in the L-inf ball of 0.3, each of 0.01, without a random start. */
    PGD40("pgd40"),
    /** One update by stochastic gradient descent with momentum 0.9. */
    TRAIN_SGD("train-sgd"),
    /** One update by Adam. */
    TRAIN_ADAM("train-adam");

    private final String id;

    Operation(String id) {
        this.id = id;
    }

    /** Its name in tables and for peers. */
    public String id() {
        return id;
    }

    /** The operation of an id. */
    public static Optional<Operation> find(String id) {
        return Arrays.stream(values())
                .filter(operation -> operation.id.equalsIgnoreCase(id))
                .findFirst();
    }

    /** Whether it changes the network. */
    public boolean training() {
        return this == TRAIN_SGD || this == TRAIN_ADAM;
    }

    /** The multiply-adds that it takes for one sample, by the textbook: those of a gradient equal those forward. */
    public long products(BenchNetwork network) {
        long forward = network.products();
        return switch (this) {
            case FORWARD -> forward;
            case GRADIENT -> 2 * forward;
            case PGD40 -> 80 * forward;
            case TRAIN_SGD, TRAIN_ADAM -> 3 * forward - network.firstProducts();
        };
    }
}
