package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.Player;

/** Decides which results of a tournament are revoked. */
final class Revocations {
    private final List<RevocationView> inForce;
    private final TournamentPlanned plan;

    private Revocations(List<RevocationView> inForce, TournamentPlanned plan) {
        this.inForce = inForce;
        this.plan = plan;
    }

    /** Those that count for a tournament. */
    static Revocations of(Connection connection, TournamentPlanned plan, boolean imported, AsOf asOf)
            throws SQLException {
        List<RevocationView> inForce = all(connection).stream()
                .filter(one -> one.inForce(asOf) && (imported || !one.imported()))
                .toList();
        return new Revocations(inForce, plan);
    }

    /** All, the oldest first. */
    static List<RevocationView> all(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                        select id, scope, target, reason, actor, position, revoked_at, lifted_position, lifted_reason,
                            imported
                        from revocation order by position""");
                ResultSet row = query.executeQuery()) {
            List<RevocationView> all = new ArrayList<>();
            while (row.next()) {
                all.add(new RevocationView(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getObject(7, OffsetDateTime.class).toInstant(),
                        row.getObject(8, Long.class),
                        row.getString(9),
                        row.getBoolean(10)));
            }
            return all;
        }
    }

    boolean none() {
        return inForce.isEmpty();
    }

    /**
     * What a revocation may reach.
     *
     * @param models SHA-256 of its model and of those that this is put around
     * @param began position of the event that asked to play the match again; 0 for the first time
     * @param dependencies {@code kind/id@version} of all plug-ins that it depends on; empty where they were not kept
     */
    record Result(
            UUID match,
            String attacker,
            String defender,
            Set<String> models,
            long began,
            Optional<Set<String>> dependencies) {}

    /** The revocation that a match's result fell to. That of a match does not reach what was played again after it. */
    Optional<RevocationView> of(Result result) {
        return inForce.stream()
                .filter(one -> switch (one.scope()) {
                    case "match" ->
                        one.position() > result.began && one.target().equals(result.match.toString());
                    case "model" -> result.models.contains(one.target());
                    default ->
                        result.dependencies
                                .map(all -> all.contains(one.target()))
                                .orElseGet(() -> dependsOn(result.attacker, one.target(), true)
                                        || dependsOn(result.defender, one.target(), false));
                })
                .findFirst();
    }

    /** The revocation of an attack that a defender was trained against: its model is marked, and still counts. */
    Optional<RevocationView> mark(String defender) {
        return inForce.stream()
                .filter(one -> one.scope().equals("plugin-version")
                        && one.target().startsWith(Kind.ATTACK.id() + "/")
                        && player(defender).stream()
                                .flatMap(player -> player.layers().stream())
                                .anyMatch(layer -> mentions(layer.params(), plugin(one.target()))))
                .findFirst();
    }

    private boolean dependsOn(String label, String target, boolean attacker) {
        Optional<Player> player = player(label);
        if (player.isEmpty()) {
            return false;
        }
        return player.get().layers().stream().anyMatch(layer -> dependsOn(layer, target, attacker));
    }

    private static boolean dependsOn(Player found, String target, boolean attacker) {
        String kind = target.substring(0, Math.max(0, target.indexOf('/')));
        if (kind.equals(found.kind().id())) {
            // An attack that is made of others names them in its parameters.
            return target.equals(kind + "/" + found.plugin() + "@" + found.version())
                    || (attacker && mentions(found.params(), plugin(target)));
        }
        return kind.equals(Kind.ARCHITECTURE.id()) && plugin(target).equals(found.architecture());
    }

    private Optional<Player> player(String label) {
        return plan.players().stream()
                .filter(player -> player.label().equals(label))
                .findFirst();
    }

    private static String plugin(String target) {
        int version = target.lastIndexOf('@');
        return target.substring(target.indexOf('/') + 1, version < 0 ? target.length() : version);
    }

    private static boolean mentions(JsonNode params, String plugin) {
        if (params.isTextual()) {
            return params.asText().equals(plugin);
        }
        for (JsonNode child : params) {
            if (mentions(child, plugin)) {
                return true;
            }
        }
        return false;
    }
}
