package io.gauntlet.app.cli;

import java.time.Duration;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.TextTable;
import io.gauntlet.store.Database;
import io.gauntlet.store.projection.ProjectionRebuild;
import io.gauntlet.store.projection.ProjectionRunner;
import io.gauntlet.store.projection.ProjectionStatus;
import io.gauntlet.store.projection.ProjectionStopped;
import io.gauntlet.store.projection.RebuildReport;
import io.gauntlet.store.projection.TournamentProjection;

/** Looks after the tables that are derived from events. */
@Command(
        name = "projections",
        description = "Look after the tables that are derived from events.",
        subcommands = {ProjectionsCommand.Status.class, ProjectionsCommand.Rebuild.class})
final class ProjectionsCommand extends Subcommand {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Integer call() throws InterruptedException {
        return status(this, false);
    }

    private static int status(Subcommand command, boolean json) throws InterruptedException {
        try (Session session = Session.open(command.parent, 1)) {
            long head = session.gauntlet().events().head().position();
            ProjectionRunner runner = session.gauntlet().projections();
            boolean stopped = false;
            try {
                runner.await(head, PATIENCE);
            } catch (ProjectionStopped e) {
                stopped = true;
            }
            List<ProjectionStatus> all = runner.status();
            if (json) {
                command.out()
                        .println(Json.pretty(
                                new Report(head, all.stream().map(Line::of).toList())));
            } else {
                TextTable table =
                        new TextTable(1, List.of("projection", "revision", "position", "head", "state")).left(4);
                for (ProjectionStatus one : all) {
                    table.add(
                            one.name(),
                            Integer.toString(one.revision()),
                            Long.toString(one.position()),
                            Long.toString(head),
                            one.error().isPresent() ? "stopped" : one.position() >= head ? "current" : "behind");
                }
                command.print(table.lines(Surroundings.WIDTH));
                all.stream()
                        .filter(one -> one.error().isPresent())
                        .forEach(one -> command.out()
                                .println("The projection " + one.name() + " stopped: "
                                        + one.error().get() + "."));
            }
            return stopped ? ExitStatus.FAILED : ExitStatus.DONE;
        }
    }

    private record Report(long head, List<Line> projections) {}

    private record Line(
            String name,
            int revision,
            long position,
            @org.jspecify.annotations.Nullable String error) {
        static Line of(ProjectionStatus status) {
            return new Line(
                    status.name(),
                    status.revision(),
                    status.position(),
                    status.error().orElse(null));
        }
    }

    /** Says how far they are. */
    @Command(name = "status", description = "Say how far they are, and why one stopped.")
    static final class Status extends Nested {
        @Option(names = "--json", description = "As JSON.")
        boolean json;

        @Override
        public Integer call() throws InterruptedException {
            return status(above(), json);
        }
    }

    /** Fills them anew. */
    @Command(
            name = "rebuild",
            description = "Fill them anew from the first event, beside the live ones, then exchange the two.")
    static final class Rebuild extends Nested {
        @Option(
                names = "--check",
                description = "Exchange nothing: say whether the two are equal, byte for byte, and end with status 1"
                        + " when they are not.")
        boolean check;

        @Override
        public Integer call() throws InterruptedException {
            ProjectionsCommand above = above();
            try (Session session = Session.open(above.parent, 1)) {
                Database database = session.gauntlet().database();
                TournamentProjection projection = new TournamentProjection(database.artifacts());
                if (check) {
                    // Of one that stopped, what it has reached is compared.
                    session.gauntlet().projections();
                }
                long begun = System.nanoTime();
                RebuildReport report = check
                        ? ProjectionRebuild.check(database, projection)
                        : ProjectionRebuild.rebuild(database, projection);
                above.print(lines(report, Duration.ofNanos(System.nanoTime() - begun)));
                return report.equal() || !check ? ExitStatus.DONE : ExitStatus.FAILED;
            }
        }

        private static List<String> lines(RebuildReport report, Duration time) {
            String what = "The projection " + report.projection() + " was filled anew from " + report.position()
                    + " events in " + io.gauntlet.app.text.Numbers.time(time);
            String equal = report.equal() ? "it equals the live one, byte for byte" : "it differed from the live one";
            String after = report.exchanged() ? ", and is the live one now." : ".";
            return report.difference()
                    .map(difference -> List.of(what + ": " + equal + after, difference))
                    .orElseGet(() -> List.of(what + ": " + equal + after));
        }
    }

    /** A command below this one. */
    abstract static class Nested implements java.util.concurrent.Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        ProjectionsCommand above;

        final ProjectionsCommand above() {
            return above;
        }
    }
}
