package io.gauntlet.store.projection;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.referee.Outcomes;

/**
 * Rows of the table sample_outcome in PostgreSQL's binary copy format (in its manual under COPY): they can be made ready
 * on any thread, and the server takes them at a fraction of the price of inserts.
 */
final class OutcomeRows {
    private static final String COPY = """
            copy sample_outcome (match, sample, label, clean_label, goal, adversarial_label, wrong, margin,
                linf, l2, l1, l0, queries, gradients, first_success, survives, redrawn, clean_score, score,
                pose, degrees, shift_right, shift_down)
                from stdin (format binary)""";
    private static final int FIELDS = 23;
    private static final int ROW_BYTES = 208;
    /** The signature, no flags, no extension. */
    private static final byte[] HEADER = "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] TRAILER = {-1, -1};

    private OutcomeRows() {}

    /** The rows of one match. */
    static byte[] encode(UUID match, Outcomes o) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(o.size() * ROW_BYTES);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (int i = 0; i < o.size(); i++) {
                out.writeShort(FIELDS);
                out.writeInt(2 * Long.BYTES);
                out.writeLong(match.getMostSignificantBits());
                out.writeLong(match.getLeastSignificantBits());
                write(out, i, o.sample(), o.label(), o.cleanLabel(), o.goal(), o.adversarialLabel());
                write(out, i, o.wrong(), o.margin(), o.linf(), o.l2(), o.l1(), o.l0());
                write(out, i, o.queries(), o.gradients(), o.firstSuccess());
                byte[] survives = survives(o, i).getBytes(StandardCharsets.UTF_8);
                out.writeInt(survives.length);
                out.write(survives);
                Outcomes.Detection detector = o.detector();
                optional(out, i, o.redrawn());
                optional(out, i, detector == null ? null : detector.clean());
                optional(out, i, detector == null ? null : detector.candidate());
                Outcomes.Poses poses = o.poses();
                optional(out, i, poses == null ? null : poses.distance());
                optional(out, i, poses == null ? null : poses.degrees());
                optional(out, i, poses == null ? null : poses.right());
                optional(out, i, poses == null ? null : poses.down());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, int row, int[]... columns) throws IOException {
        for (int[] column : columns) {
            out.writeInt(Integer.BYTES);
            out.writeInt(column[row]);
        }
    }

    private static void write(DataOutputStream out, int row, float[]... columns) throws IOException {
        for (float[] column : columns) {
            out.writeInt(Float.BYTES);
            out.writeFloat(column[row]);
        }
    }

    private static void optional(DataOutputStream out, int row, float @Nullable [] column) throws IOException {
        if (column == null) {
            out.writeInt(-1);
        } else {
            write(out, row, column);
        }
    }

    private static void optional(DataOutputStream out, int row, double @Nullable [] column) throws IOException {
        if (column == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(Double.BYTES);
            out.writeDouble(column[row]);
        }
    }

    private static void write(DataOutputStream out, int row, long[]... columns) throws IOException {
        for (long[] column : columns) {
            out.writeInt(Long.BYTES);
            out.writeLong(column[row]);
        }
    }

    private static String survives(Outcomes outcomes, int row) {
        if (outcomes.survives().isEmpty()) {
            return "{}";
        }
        Map<String, Float> shares = new TreeMap<>();
        outcomes.survives().forEach((label, share) -> {
            if (share[row] >= 0) {
                shares.put(label, share[row]);
            }
        });
        return shares.isEmpty() ? "{}" : EventCodec.tree(shares).toString();
    }

    /** Stores the rows of several matches. */
    static void copy(Connection connection, Collection<byte[]> matches) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            copy.writeToCopy(HEADER, 0, HEADER.length);
            for (byte[] rows : matches) {
                copy.writeToCopy(rows, 0, rows.length);
            }
            copy.writeToCopy(TRAILER, 0, TRAILER.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
