package io.gauntlet.store;

/** What the writer believes about the stream it appends to: the version of its last event. */
public sealed interface ExpectedVersion {

    /** Whatever the stream holds. */
    static ExpectedVersion any() {
        return new Any();
    }

    /** The stream has no event yet. */
    static ExpectedVersion none() {
        return new Exactly(0);
    }

    /** The last event of the stream has this version; 0 means that there is no event. */
    static ExpectedVersion exactly(long version) {
        return new Exactly(version);
    }

    /** Whether a stream whose last event has version {@code actual} (0: empty) meets the expectation. */
    boolean meets(long actual);

    /** See {@link #any()}. */
    record Any() implements ExpectedVersion {
        @Override
        public boolean meets(long actual) {
            return true;
        }

        @Override
        public String toString() {
            return "any";
        }
    }

    /** See {@link #exactly(long)}. */
    record Exactly(long version) implements ExpectedVersion {
        public Exactly {
            Checks.atLeast("expected version", version, 0);
        }

        @Override
        public boolean meets(long actual) {
            return actual == version;
        }

        @Override
        public String toString() {
            return version == 0 ? "none" : Long.toString(version);
        }
    }
}
