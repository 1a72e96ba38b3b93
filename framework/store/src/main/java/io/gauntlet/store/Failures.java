package io.gauntlet.store;

import java.sql.SQLException;
import java.util.Objects;

import io.gauntlet.store.StoreUnavailable.Reason;

/** Turns what the JDBC driver throws into one sentence that says what to do. */
final class Failures {
    private Failures() {}

    /** The SQLState, never null. */
    static String state(SQLException e) {
        return Objects.requireNonNullElse(e.getSQLState(), "");
    }

    /** Whether another attempt, on another connection if need be, may succeed: the work itself was not at fault. */
    static boolean passing(SQLException e) {
        String state = state(e);
        return state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("40P01")
                || state.equals("40001")
                || state.equals("25P03")
                || state.equals("25P04");
    }

    /** Whether the server, the network or the disk failed, and not the statement. */
    static boolean ofServer(SQLException e) {
        String state = state(e);
        return passing(e) || state.startsWith("53") || state.startsWith("58") || state.isEmpty();
    }

    /** What the server said, without the text of the statement that a batch puts before it. */
    static String message(SQLException e) {
        SQLException said = e;
        while (said.getCause() instanceof SQLException inner) {
            said = inner;
        }
        return Objects.requireNonNullElse(said.getMessage(), said.toString());
    }

    /** @param address of the server, without a password */
    static StoreException translate(SQLException e, String address) {
        SQLException cause = e;
        // The pool wraps the driver's exception in a time-out that has no state of its own.
        while (state(cause).isEmpty() && cause.getCause() instanceof SQLException inner) {
            cause = inner;
        }
        String state = state(cause);
        String message = message(cause);
        if (state.equals("53100") || message.contains("No space left on device")) {
            return new StoreUnavailable(
                    Reason.DISK_FULL,
                    "The disk of the database server at " + address
                            + " is full: free some space, then run the command again; nothing that was stored is lost.",
                    e);
        }
        if (state.startsWith("28")) {
            return new StoreUnavailable(
                    Reason.REFUSED,
                    "The database server at " + address + " refuses this user or password (" + message
                            + "): check GAUNTLET_DATABASE_USER and GAUNTLET_DATABASE_PASSWORD.",
                    e);
        }
        if (state.equals("3D000")) {
            return new StoreUnavailable(
                    Reason.NO_DATABASE,
                    "The server answers, but the database of " + address + " does not exist: create it (createdb) or"
                            + " correct the address.",
                    e);
        }
        if (state.equals("42501")) {
            return new StoreUnavailable(
                    Reason.REFUSED,
                    "The user of the database at " + address + " lacks a privilege (" + message
                            + "): grant it or connect as the owner.",
                    e);
        }
        if (state.equals("53300") || (state.isEmpty() && message.contains("request timed out"))) {
            return new StoreUnavailable(
                    Reason.BUSY,
                    "All connections to the database at " + address + " are in use: try again, or raise its"
                            + " max_connections.",
                    e);
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return new StoreUnavailable(
                    Reason.UNREACHABLE,
                    "The database server at " + address + " cannot be reached (" + message
                            + "): check that it runs and that host and port are right.",
                    e);
        }
        return new StoreUnavailable(
                Reason.FAILED, "The database at " + address + " failed (" + message + ", SQLState " + state + ").", e);
    }
}
