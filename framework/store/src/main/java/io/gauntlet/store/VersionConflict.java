package io.gauntlet.store;

/** Somebody else appended to the stream first: read it again and decide anew. */
public final class VersionConflict extends StoreException {
    private final String stream;
    private final ExpectedVersion expected;
    private final long actual;

    VersionConflict(String stream, ExpectedVersion expected, long actual) {
        super(
                "Stream " + stream + " is at version " + actual + ", not at " + expected + " as its writer expected.",
                null);
        this.stream = stream;
        this.expected = expected;
        this.actual = actual;
    }

    public String stream() {
        return stream;
    }

    public ExpectedVersion expected() {
        return expected;
    }

    /** Version of the stream's last event; 0 when there is none. */
    public long actual() {
        return actual;
    }
}
