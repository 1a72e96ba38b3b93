package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.GauntletConfig;
import io.gauntlet.store.DatabaseConfig;

/** The program itself: the options that all commands share. */
@Command(
        name = "gauntlet",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Attackers and defenders of neural networks play cop and robber.",
        subcommands = {
            RunCommand.class,
            ResumeCommand.class,
            LeaderboardCommand.class,
            CompareCommand.class,
            MixtureCommand.class,
            TournamentsCommand.class,
            PluginsCommand.class,
            PluginCommand.class,
            FlagsCommand.class,
            EventsCommand.class,
            EvaluateCommand.class,
            AttackCommand.class,
            DebugAttackCommand.class,
            JudgeCommand.class,
            VerifyCommand.class,
            RevokeCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            ProjectionsCommand.class,
            GcCommand.class,
            DoctorCommand.class,
            ServeCommand.class,
            WorkerCommand.class,
            WorkersCommand.class,
            TokenCommand.class,
            MigrateCommand.class,
            SchemaCommand.class
        })
final class GauntletCommand {
    private static final String GROUP = "FOLDER";

    private final Surroundings surroundings;

    @Option(
            names = "--data-folder",
            paramLabel = GROUP,
            scope = ScopeType.INHERIT,
            description = "Where the embedded database and the log are kept (default: .gauntlet).")
    @Nullable
    String dataFolder;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Your own PostgreSQL, as jdbc:postgresql://HOST:PORT/DATABASE, instead of the embedded one"
                    + " (default: GAUNTLET_DATABASE_URL).")
    @Nullable
    String databaseUrl;

    @Option(
            names = "--database-user",
            paramLabel = "USER",
            scope = ScopeType.INHERIT,
            description = "Its user (default: GAUNTLET_DATABASE_USER).")
    @Nullable
    String databaseUser;

    @Option(
            names = "--database-password",
            paramLabel = "PASSWORD",
            scope = ScopeType.INHERIT,
            description = "Its password (default: GAUNTLET_DATABASE_PASSWORD, which other users of the machine cannot"
                    + " see).")
    @Nullable
    String databasePassword;

    @Option(
            names = "--data",
            paramLabel = GROUP,
            scope = ScopeType.INHERIT,
            description = "Where your files of data sets are (default: GAUNTLET_DATA).")
    @Nullable
    String data;

    @Option(
            names = "--cache",
            paramLabel = GROUP,
            scope = ScopeType.INHERIT,
            description = "Where fetched files are kept (default: GAUNTLET_CACHE, else ~/.cache/gauntlet).")
    @Nullable
    String cache;

    @Option(
            names = "--plugins",
            paramLabel = GROUP,
            scope = ScopeType.INHERIT,
            description = "A folder of your plug-ins; can be given several times. The folder plugins.d in the data"
                    + " folder is always looked into.")
    List<String> plugins = new ArrayList<>();

    @Option(names = "--offline", scope = ScopeType.INHERIT, description = "Fetch nothing from elsewhere.")
    boolean offline;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces, and log everything.")
    boolean debug;

    GauntletCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** The data folder. */
    Path dataFolder() {
        return surroundings.path(dataFolder == null ? ".gauntlet" : dataFolder);
    }

    /** The database that options and environment name, else the embedded one. */
    DatabaseConfig database() {
        Optional<String> url = given(databaseUrl, "GAUNTLET_DATABASE_URL");
        Optional<String> user = given(databaseUser, "GAUNTLET_DATABASE_USER");
        Optional<String> password = given(databasePassword, "GAUNTLET_DATABASE_PASSWORD");
        if (url.isEmpty()) {
            if (databaseUser != null || databasePassword != null) {
                throw new InvalidInputException("The options --database-user and --database-password belong to a"
                        + " database of yours: name it with --database-url.");
            }
            return new DatabaseConfig.Embedded(dataFolder().resolve("postgres"), false);
        }
        try {
            return DatabaseConfig.external(url.get(), user.orElse(""), password.orElse(""));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether the database is the embedded one. */
    boolean databaseIsEmbedded() {
        return given(databaseUrl, "GAUNTLET_DATABASE_URL").isEmpty();
    }

    private Optional<String> given(@Nullable String option, String variable) {
        return option == null ? surroundings.variable(variable) : Optional.of(option);
    }

    /** The folder that the user named for data. @throws InvalidInputException when it does not exist */
    Optional<Path> data() {
        Optional<Path> folder = given(data, "GAUNTLET_DATA").map(surroundings::path);
        folder.ifPresent(named -> checkFolder("data", named));
        return folder;
    }

    /** The folder of fetched files. */
    Path cache() {
        return given(cache, "GAUNTLET_CACHE")
                .map(surroundings::path)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "gauntlet"));
    }

    /** Where plug-ins are: the stock ones, the data folder's, and the user's. */
    List<Path> pluginRoots() {
        List<Path> roots = new ArrayList<>();
        surroundings.home().map(home -> home.resolve("plugins")).ifPresent(roots::add);
        Path own = ownPlugins();
        if (Files.isDirectory(own)) {
            roots.add(own);
        }
        for (String typed : plugins) {
            Path folder = surroundings.path(typed);
            checkFolder("plugins", folder);
            roots.add(folder);
        }
        return roots;
    }

    private Path ownPlugins() {
        return dataFolder().resolve("plugins.d");
    }

    /** Makes the data folder's own place for plug-ins, for a process that looks into it more than once. */
    void makePluginFolder() {
        try {
            Files.createDirectories(ownPlugins());
        } catch (IOException e) {
            throw FileFaults.of(ownPlugins().toString(), "made", e);
        }
    }

    private static void checkFolder(String option, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    "The folder " + folder + " of --" + option + " does not exist: create it or name another.");
        }
    }

    /** How to open Gauntlet, for a number of jobs at once. */
    GauntletConfig config(int workers) {
        return new GauntletConfig(database(), pluginRoots(), data(), cache(), workers, !offline);
    }
}
