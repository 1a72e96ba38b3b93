package io.gauntlet.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.ReachText;
import io.gauntlet.app.text.TextTable;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.runtime.record.Reach;
import io.gauntlet.runtime.record.RevocationTargets;
import io.gauntlet.store.projection.Corrections;
import io.gauntlet.store.projection.RevocationView;
import io.gauntlet.store.projection.TournamentQueries;

/** Takes results out of the tables. */
@Command(
        name = "revoke",
        description = "Declare that results do not count: nothing is deleted, every rank that depends on them is"
                + " computed again, and the reason is shown where they were. --list prints what was revoked.")
final class RevokeCommand extends Subcommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "match|plugin-version|model",
            description = "What is at fault: one match; a version of a plug-in, with all that is made of it; a model.")
    @Nullable
    String scope;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ID",
            description = "The match's or model's id or its beginning; for a plug-in ID@VERSION, such as pgd@1.0, or"
                    + " KIND/ID@VERSION.")
    @Nullable
    String id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is shown where the results were.")
    @Nullable
    String reason;

    @Option(
            names = "--lift",
            paramLabel = "REVOCATION",
            description = "Lift a revocation, named by its id or the beginning: what it reached counts again.")
    @Nullable
    String lift;

    @Option(names = "--list", description = "Print all revocations.")
    boolean list;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        boolean declares = scope != null || id != null;
        if ((declares ? 1 : 0) + (lift != null ? 1 : 0) + (list ? 1 : 0) != 1) {
            throw new InvalidInputException("Say what to revoke, as in `./gauntlet revoke match ID --reason \"…\"`, or"
                    + " what to lift with --lift, or look with --list.");
        }
        if (!list && (reason == null || reason.isBlank())) {
            throw new InvalidInputException(
                    "Say why with --reason \"…\": it is shown where the results are, to everybody who reads them.");
        }
        try (Session session = Session.open(parent, 1)) {
            if (list) {
                list(session.queries());
            } else if (lift == null) {
                revoke(session);
            } else {
                lift(session, lift);
            }
            return ExitStatus.DONE;
        }
    }

    private void revoke(Session session) throws InterruptedException {
        Corrections.Scope chosen = scope(String.valueOf(scope));
        if (id == null) {
            throw new InvalidInputException("Say which " + chosen.id() + " to revoke.");
        }
        session.queries();
        String target = RevocationTargets.read(session.gauntlet().database()).find(chosen, id);
        Corrections.Declared declared;
        try {
            declared = new Corrections(session.gauntlet().database())
                    .revoke(chosen, target, String.valueOf(reason), System.getProperty("user.name", "unknown"));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        }
        show(
                session,
                new Change(declared.id(), chosen.id(), target, String.valueOf(reason), declared.position()),
                "Revoked",
                "count no longer");
        if (!json) {
            out().println("Nothing is deleted: `./gauntlet revoke --lift "
                    + declared.id().toString().substring(0, 8) + " --reason \"…\"` takes it back.");
        }
    }

    private void lift(Session session, String typed) throws InterruptedException {
        RevocationView found = find(session.queries(), typed);
        long position;
        try {
            position = new Corrections(session.gauntlet().database()).lift(found.id(), String.valueOf(reason));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        }
        show(
                session,
                new Change(found.id(), found.scope(), found.target(), String.valueOf(reason), position),
                "Lifted",
                "count again");
    }

    private record Change(UUID revocation, String scope, String target, String reason, long position) {}

    private record Answer(Change change, List<Reach.Tournament> reached) {}

    private void show(Session session, Change change, String done, String verb) throws InterruptedException {
        session.queries();
        List<Reach.Tournament> reached =
                Reach.of(session.gauntlet().database(), change.revocation(), change.position());
        if (json) {
            out().println(Json.pretty(new Answer(change, reached)));
            return;
        }
        out().println(done + " " + change.scope() + " " + change.target() + " (revocation " + change.revocation()
                + ", event " + change.position() + "): " + change.reason());
        print(ReachText.lines(reached, verb));
    }

    private static Corrections.Scope scope(String typed) {
        List<String> names = List.of("match", "plugin-version", "model");
        for (Corrections.Scope one : Corrections.Scope.values()) {
            if (one.id().equals(typed.toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new InvalidInputException("'" + typed + "' cannot be revoked." + NearestName.question(typed, names)
                + " Name one of " + String.join(", ", names) + ".");
    }

    private static RevocationView find(TournamentQueries queries, String typed) {
        List<RevocationView> found = queries.revocations().stream()
                .filter(one -> one.id().toString().startsWith(typed.toLowerCase(Locale.ROOT)))
                .toList();
        if (found.size() != 1) {
            throw new InvalidInputException(
                    found.isEmpty()
                            ? "There is no revocation '" + typed + "': `./gauntlet revoke --list` prints them all."
                            : "More than one revocation begins with '" + typed + "': give more digits.");
        }
        return found.get(0);
    }

    private void list(TournamentQueries queries) {
        List<RevocationView> all = queries.revocations();
        if (json) {
            out().println(Json.pretty(all));
        } else if (all.isEmpty()) {
            out().println("Nothing was revoked.");
        } else {
            TextTable table = new TextTable(1, List.of("revocation", "event", "state", "scope", "target", "reason"))
                    .left(2)
                    .left(3)
                    .left(4)
                    .left(5);
            for (RevocationView one : all) {
                table.add(
                        one.id().toString().substring(0, 8),
                        Long.toString(one.position()),
                        one.liftedPosition() == null ? "in force" : "lifted",
                        one.scope(),
                        one.target(),
                        one.reason());
            }
            print(table.lines(Integer.MAX_VALUE));
        }
    }
}
