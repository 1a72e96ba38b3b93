package io.gauntlet.bench.network;

/**
 * The piece of work that all contestants do.
 *
 * @param network with which
 * @param operation what
 * @param samples in a batch, at least 1
 * @param threads for it, at least 1
 */
public record Task(BenchNetwork network, Operation operation, int samples, int threads) {
    /** Such as {@code M gradient N=64 t1}. */
    public String name() {
        return network.id() + " " + operation.id() + " N=" + samples + " t" + threads;
    }

    /** The floating point operations that it takes, in billions: two for a multiply-add. */
    public double billions() {
        return 2e-9 * operation.products(network) * samples;
    }
}
