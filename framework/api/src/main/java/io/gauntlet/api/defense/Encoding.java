package io.gauntlet.api.defense;

/**
 * What a network is shown in place of samples, where it learns behind a stage that yields something of another shape.
 * Draws nothing, keeps no state and is used by several threads.
 */
public interface Encoding {
    /**
     * The shape of one encoded sample, channels last.
     *
     * @throws IllegalArgumentException when samples of that shape are not taken, with one sentence
     */
    long[] shape(long[] sample);

    /**
     * Encodes one sample.
     *
     * @param sample its values, channels last
     * @param into receives the encoded values
     * @param offset where in {@code into} to begin
     */
    void encode(float[] sample, float[] into, int offset);
}
