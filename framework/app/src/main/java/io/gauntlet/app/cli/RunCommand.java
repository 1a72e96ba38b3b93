package io.gauntlet.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.text.EstimateText;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.SpecModels;
import io.gauntlet.runtime.estimate.DryRun;
import io.gauntlet.runtime.estimate.TournamentEstimate;
import io.gauntlet.runtime.plugin.LoadedPlugins;

/** Plays a tournament from beginning to end. */
@Command(name = "run", description = "Play the tournament of a spec: train, attack, judge, rank.")
final class RunCommand extends Subcommand {
    @Parameters(paramLabel = "SPEC.yaml", description = "The file that says who plays.")
    String spec = "";

    @Option(names = "--seed", paramLabel = "N", description = "The root of all draws, instead of the spec's.")
    @Nullable
    Long seed;

    @Option(names = "--workers", paramLabel = "N", description = "How many jobs run at once (default: one a core).")
    @Nullable
    Integer workers;

    @Option(
            names = "--dry-run",
            description =
                    "Play nothing: tell who would meet whom, and measure on this machine how long it would take at"
                            + " most.")
    boolean dryRun;

    @Override
    public Integer call() throws InterruptedException {
        int jobs = Workers.of(workers);
        if (dryRun) {
            return estimate(jobs);
        }
        // Before anything is started: a mistake in the spec is told at once.
        TournamentSpec tournament;
        Path file = parent.surroundings().path(spec);
        SpecModels models = new SpecModels(file.resolveSibling(""));
        try (LoadedPlugins plugins = Gauntlet.load(parent.pluginRoots())) {
            tournament = SpecFile.read(file, spec, plugins.catalog(), models, Optional.ofNullable(seed));
        }
        try (Session session = Session.open(parent, jobs)) {
            session.gauntlet().notices(tournament).forEach(err()::println);
            UUID id = plan(session, tournament, models);
            return new Playing(parent, session).play(List.of(id));
        }
    }

    private int estimate(int jobs) throws InterruptedException {
        try (DryRun run = DryRun.open(parent.config(jobs))) {
            Path file = parent.surroundings().path(spec);
            SpecModels models = new SpecModels(file.resolveSibling(""));
            TournamentSpec tournament = SpecFile.read(file, spec, run.catalog(), models, Optional.ofNullable(seed));
            Logging.begin(parent.dataFolder(), parent.surroundings(), parent.debug);
            run.onProgress(new DataSetNotes(err())::take);
            TournamentEstimate estimate =
                    run.estimate(tournament, models, trying -> err().println("trying " + trying + " …"));
            print(EstimateText.lines(tournament.name(), estimate, Surroundings.WIDTH));
            return ExitStatus.DONE;
        }
    }

    private UUID plan(Session session, TournamentSpec tournament, SpecModels models) throws InterruptedException {
        DataSetNotes notes = new DataSetNotes(err());
        Runnable deaf = session.gauntlet().onProgress(notes::take);
        try {
            return session.gauntlet().plan(tournament, models);
        } finally {
            deaf.run();
        }
    }
}
