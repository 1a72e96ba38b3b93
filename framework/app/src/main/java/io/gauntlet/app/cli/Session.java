package io.gauntlet.app.cli;

import java.time.Duration;

import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.GauntletConfig;
import io.gauntlet.store.projection.TournamentQueries;

/**
 * Gauntlet opened for one command. A signal closes it in order; the virtual machine then ends with the signal's status.
 */
final class Session implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Gauntlet gauntlet;
    private final Surroundings surroundings;
    private final Thread hook;
    private volatile boolean ending;

    private Session(Gauntlet gauntlet, Surroundings surroundings) {
        this.gauntlet = gauntlet;
        this.surroundings = surroundings;
        this.hook = new Thread(this::end, "gauntlet-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Opens. */
    static Session open(GauntletCommand command, int workers) {
        GauntletConfig config = command.config(workers);
        Logging.begin(command.dataFolder(), command.surroundings(), command.debug);
        return new Session(Gauntlet.open(config), command.surroundings());
    }

    /** Opens only to look. */
    static Session openReadOnly(GauntletCommand command) {
        GauntletConfig config = command.config(1);
        Logging.begin(command.dataFolder(), command.surroundings(), command.debug);
        return new Session(Gauntlet.openReadOnly(config), command.surroundings());
    }

    /** What is open. */
    Gauntlet gauntlet() {
        return gauntlet;
    }

    /** Questions about tournaments, answered as of now. */
    TournamentQueries queries() throws InterruptedException {
        gauntlet.projections().await(gauntlet.events().head().position(), PATIENCE);
        return new TournamentQueries(gauntlet.database());
    }

    private void end() {
        ending = true;
        gauntlet.close();
        surroundings.out().flush();
        surroundings.err().flush();
    }

    /** When a signal ends the process: waits for it, so that nobody takes the closing for a failure. */
    void waitIfEnding() {
        while (ending) {
            try {
                hook.join();
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        waitIfEnding();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal came just now.
            waitIfEnding();
        }
        gauntlet.close();
    }
}
