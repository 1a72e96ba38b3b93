package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.postgresql.PGConnection;

import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.referee.Outcomes;

/** Writes the outcomes of a match into the table sample_outcome, column by column. */
final class OutcomeRows {
    private static final String INSERT = """
            insert into sample_outcome (match, sample, label, clean_label, goal, adversarial_label, wrong, margin,
                linf, l2, l1, l0, queries, gradients, first_success, survives)
            select ?::uuid, sample, label, clean_label, goal, adversarial_label, wrong, margin,
                linf, l2, l1, l0, queries, gradients, first_success, survives::json
            from unnest(?::integer[], ?::integer[], ?::integer[], ?::integer[], ?::integer[], ?::real[], ?::real[],
                    ?::real[], ?::real[], ?::real[], ?::real[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
                as o (sample, label, clean_label, goal, adversarial_label, wrong, margin,
                    linf, l2, l1, l0, queries, gradients, first_success, survives)""";

    private OutcomeRows() {}

    static void insert(Connection connection, UUID match, Outcomes o) throws SQLException {
        PGConnection arrays = connection.unwrap(PGConnection.class);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int i = 0;
            insert.setObject(++i, match);
            for (int[] column : new int[][] {o.sample(), o.label(), o.cleanLabel(), o.goal(), o.adversarialLabel()}) {
                insert.setArray(++i, arrays.createArrayOf("integer", column));
            }
            for (float[] column : new float[][] {o.wrong(), o.margin(), o.linf(), o.l2(), o.l1(), o.l0()}) {
                insert.setArray(++i, arrays.createArrayOf("real", column));
            }
            for (long[] column : new long[][] {o.queries(), o.gradients(), o.firstSuccess()}) {
                insert.setArray(++i, arrays.createArrayOf("bigint", column));
            }
            insert.setArray(++i, arrays.createArrayOf("text", survives(o)));
            insert.executeUpdate();
        }
    }

    private static String[] survives(Outcomes outcomes) {
        String[] rows = new String[outcomes.size()];
        for (int i = 0; i < rows.length; i++) {
            int row = i;
            Map<String, Float> shares = new TreeMap<>();
            outcomes.survives().forEach((label, share) -> {
                if (share[row] >= 0) {
                    shares.put(label, share[row]);
                }
            });
            rows[i] = shares.isEmpty() ? "{}" : EventCodec.tree(shares).toString();
        }
        return rows;
    }
}
