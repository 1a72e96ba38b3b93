package io.gauntlet.store.projection;

/**
 * Which part of the record tables are computed from.
 *
 * @param position results scored and revocations declared after this position do not count
 * @param corrected whether revocations in force today count although they were declared later
 */
public record AsOf(long position, boolean corrected) {
    /**
     * Chooses among the times that a match {@code m} was played the one that counts at a position, which is bound twice:
     * what is played again counts no longer from the moment at which that was asked for.
     */
    static final String PLAYED = "m.began <= ? and (m.superseded = 0 or m.superseded > ?)";

    /** All of it. */
    public static AsOf now() {
        return new AsOf(Long.MAX_VALUE, false);
    }

    /** As it was when this was the last position; see {@link io.gauntlet.store.EventStore#positionAt} for times. */
    public static AsOf at(long position) {
        return new AsOf(position, false);
    }

    /** The same results without those that were revoked since. */
    public AsOf withCorrections() {
        return new AsOf(position, true);
    }
}
