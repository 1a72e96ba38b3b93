package io.gauntlet.app.cli;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.text.TextTable;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.store.projection.AccessTokens;
import io.gauntlet.store.projection.AccessTokens.Role;
import io.gauntlet.store.projection.AccessTokens.Token;

/** Manages who may use the web server from elsewhere. */
@Command(name = "token", description = "Say who may use the web server from elsewhere: create, list, revoke.")
final class TokenCommand extends CommandGroup {
    TokenCommand() {
        super("token", "create", "list", "revoke");
    }

    @Override
    String usage() {
        return "Say what to do: `./gauntlet token create NAME --role reader`, `token list` or `token revoke NAME`.";
    }

    @Override
    String instead(String given) {
        return "There are create, list and revoke.";
    }

    @Command(name = "create", description = "Create a token and print it. It is shown this once and stored nowhere.")
    int create(
            @Parameters(paramLabel = "NAME", description = "Whose it is.") String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "reader looks; runner also plans and cancels tournaments; admin may do"
                                    + " everything.")
                    String role) {
        Role granted = role(role);
        try (Session session = Session.open(parent, 1)) {
            String secret = mine(() -> tokens(session).create(name, granted));
            out().println(secret);
            out().flush();
            err().println("Keep it: it cannot be shown again. Send it as `Authorization: Bearer TOKEN`, or log in with"
                    + " it at /login.");
            return ExitStatus.DONE;
        }
    }

    @Command(name = "list", description = "List all tokens, without their secrets.")
    int list() {
        try (Session session = Session.open(parent, 1)) {
            List<Token> all = tokens(session).list();
            if (all.isEmpty()) {
                out().println("There are no tokens: `./gauntlet token create NAME --role reader` creates one.");
                return ExitStatus.DONE;
            }
            TextTable table = new TextTable(1, List.of("name", "role", "created", "revoked"))
                    .left(1)
                    .left(2)
                    .left(3);
            for (Token token : all) {
                Instant revoked = token.revokedAt();
                table.add(
                        token.name(),
                        token.role().id(),
                        Moment.shown(token.createdAt()),
                        revoked == null ? "-" : Moment.shown(revoked));
            }
            print(table.lines(Surroundings.WIDTH));
            return ExitStatus.DONE;
        }
    }

    @Command(name = "revoke", description = "Revoke a token: from now on it lets nobody in.")
    int revoke(@Parameters(paramLabel = "NAME", description = "Whose it is.") String name) {
        try (Session session = Session.open(parent, 1)) {
            mine(() -> {
                tokens(session).revoke(name);
                return name;
            });
            out().println("The token '" + name + "' lets nobody in any more.");
            return ExitStatus.DONE;
        }
    }

    private static AccessTokens tokens(Session session) {
        return new AccessTokens(session.gauntlet().database());
    }

    private static Role role(String given) {
        List<String> roles = Arrays.stream(Role.values()).map(Role::id).toList();
        return Arrays.stream(Role.values())
                .filter(role -> role.id().equals(given.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("There is no role '" + given + "'."
                        + NearestName.question(given, roles) + " There are " + String.join(", ", roles) + "."));
    }

    /** What the store refuses is the user's mistake. */
    private static <T> T mine(Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        }
    }
}
