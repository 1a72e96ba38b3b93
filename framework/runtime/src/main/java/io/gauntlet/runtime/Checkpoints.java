package io.gauntlet.runtime;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.gauntlet.store.Database;
import io.gauntlet.store.projection.ProjectionStatus;

/** How far projections are that other processes keep. */
final class Checkpoints {
    private Checkpoints() {}

    /** All that ever ran, by name. */
    static List<ProjectionStatus> of(Database database) {
        return database.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                            "select name, revision, position, error from projection order by name");
                    ResultSet row = query.executeQuery()) {
                List<ProjectionStatus> all = new ArrayList<>();
                while (row.next()) {
                    all.add(new ProjectionStatus(
                            row.getString(1), row.getInt(2), row.getLong(3), Optional.ofNullable(row.getString(4))));
                }
                return all;
            }
        });
    }
}
