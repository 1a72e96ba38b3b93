package io.gauntlet.bench.rounds;

/** Something that does the same piece of work again and again. */
public interface Contestant extends AutoCloseable {
    /** Its name in tables. */
    String name();

    /**
     * Does the work at least once, and again until a time has passed.
     *
     * @param seconds for how long
     * @return how long each piece took, in milliseconds
     */
    double[] burst(double seconds);

    /** Frees what it holds. */
    @Override
    void close();
}
