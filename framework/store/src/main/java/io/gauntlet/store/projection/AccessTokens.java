package io.gauntlet.store.projection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.NewEvent;

/** Who may use the HTTP server: secrets of which only the hash is kept, each with a role. */
public final class AccessTokens {
    private static final String STREAM = "access";
    private static final String PREFIX = "gauntlet_";
    private static final int SECRET_BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;

    /** Of this database. */
    public AccessTokens(Database database) {
        this.database = database;
    }

    /** What a token allows; each role allows all that those before it do. */
    public enum Role {
        /** Reads. */
        READER,
        /** Plans, resumes and cancels tournaments. */
        RUNNER,
        /** Revokes results, collects garbage, manages tokens. */
        ADMIN;

        /** The name in commands and in the record. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether this role may do what needs another. */
        public boolean allows(Role needed) {
            return compareTo(needed) >= 0;
        }
    }

    /**
     * A token, without its secret.
     *
     * @param revokedAt null while it is valid
     */
    public record Token(
            String name,
            Role role,
            Instant createdAt,
            @Nullable Instant revokedAt) {}

    /**
     * Creates a token; a revoked one's name can be used again.
     *
     * @return the secret, which is shown once and stored nowhere
     * @throws IllegalArgumentException when the name is taken or is none
     */
    public String create(String name, Role role) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a token: use letters, digits, dot, dash and underscore, at most 64.");
        }
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        boolean created = database.read(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into token (name, role, hash) values (?, ?, ?) on conflict (name) do update
                    set role = excluded.role, hash = excluded.hash, created_at = clock_timestamp(), revoked_at = null
                    where token.revoked_at is not null""")) {
                insert.setString(1, name);
                insert.setString(2, role.id());
                insert.setBytes(3, hash(secret));
                return insert.executeUpdate() == 1;
            }
        });
        if (!created) {
            throw new IllegalArgumentException(
                    "There is a token named '" + name + "' already: revoke it first, or choose another name.");
        }
        record(new Event.TokenCreated(name, role.id()));
        return secret;
    }

    /** Whom a secret belongs to; empty when to nobody, or the token is revoked. */
    public Optional<Token> check(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        // Looked up by the hash of 256 random bits: how long the look-up takes tells nothing about any secret.
        return tokens("where hash = ? and revoked_at is null", hash(secret)).stream()
                .findFirst();
    }

    /** All tokens, by name. */
    public List<Token> list() {
        return tokens("where hash <> ? order by name", new byte[0]);
    }

    /** Whether any token is valid. */
    public boolean any() {
        return list().stream().anyMatch(token -> token.revokedAt() == null);
    }

    /** @throws IllegalArgumentException when there is no valid token of that name */
    public void revoke(String name) {
        boolean revoked = database.read(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update token set revoked_at = clock_timestamp() where name = ? and revoked_at is null")) {
                update.setString(1, name);
                return update.executeUpdate() == 1;
            }
        });
        if (!revoked) {
            throw new IllegalArgumentException(
                    "There is no valid token named '" + name + "'; `./gauntlet token list` shows all.");
        }
        record(new Event.TokenRevoked(name));
    }

    private List<Token> tokens(String condition, byte[] parameter) {
        return database.read(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("select name, role, created_at, revoked_at from token " + condition)) {
                query.setBytes(1, parameter);
                List<Token> tokens = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        OffsetDateTime revoked = row.getObject(4, OffsetDateTime.class);
                        tokens.add(new Token(
                                row.getString(1),
                                Role.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                revoked == null ? null : revoked.toInstant()));
                    }
                }
                return tokens;
            }
        });
    }

    private void record(Event event) {
        NewEvent recorded = new NewEvent(
                UUID.randomUUID(), EventCodec.type(event), EventCodec.schema(event), EventCodec.write(event), "{}");
        database.events().commit(Commit.of(new Append(STREAM, ExpectedVersion.any(), recorded)));
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
