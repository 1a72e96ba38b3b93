package io.gauntlet.store.projection;

/**
 * Which part of the record tables are computed from.
 *
 * @param position results scored and revocations declared after this position do not count
 * @param corrected whether revocations in force today count although they were declared later
 */
public record AsOf(long position, boolean corrected) {
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
