package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.project.PluginProject;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.plugin.LoadedPlugins;

/** What authors of plug-ins do. */
@Command(name = "plugin", description = "Begin a plug-in of your own, or have a server take it up: new, reload.")
final class PluginCommand extends CommandGroup {
    PluginCommand() {
        super("plugin", "new", "reload");
    }

    @Override
    String usage() {
        return "Say what to do: `./gauntlet plugin new attack my-attack` writes a project to begin with, and"
                + " `./gauntlet plugin reload` has a running server look into its plug-in folders again."
                + " `./gauntlet plugins` lists the plug-ins that there are.";
    }

    @Override
    String instead(String given) {
        return "There are new and reload; `./gauntlet plugins " + given + "` tells about a plug-in.";
    }

    @Command(
            name = "new",
            description = "Write a Maven project with a plug-in that works: replace its algorithm by yours.")
    int begin(
            @Parameters(paramLabel = "KIND", description = "attack, defense, transformation or data-set.") String kind,
            @Parameters(paramLabel = "NAME", description = "Its name in specs, such as my-attack.") String name,
            @Option(
                            names = "--directory",
                            paramLabel = "D",
                            description = "The folder of the project; must be missing or empty (default: NAME).")
                    @Nullable
                    String directory,
            @Option(
                            names = "--package",
                            paramLabel = "P",
                            description = "The Java package (default: org.example.NAME).")
                    @Nullable
                    String packageName) {
        Kind chosen = kind(kind);
        PluginProject project =
                new PluginProject(chosen, name, packageName == null ? PluginProject.usualPackage(name) : packageName);
        checkFree(chosen, name);
        String typed = directory == null ? name : directory;
        try {
            int files = project.write(parent.surroundings().path(typed));
            out().println("Wrote the " + chosen.noun() + " '" + name + "' into " + typed + " (" + files + " files).");
        } catch (IOException e) {
            throw FileFaults.of(typed, "written", e);
        }
        out().println("Next: `cd " + typed + " && mvn verify` builds it and holds it to the contract of every "
                + chosen.noun() + "; its README.md goes on.");
        if (!installed()) {
            out().println("Before that, once: `mvn -DskipTests install` in Gauntlet's own folder, so that Maven finds"
                    + " gauntlet-api and gauntlet-testkit.");
        }
        out().flush();
        return ExitStatus.DONE;
    }

    @Command(
            name = "reload",
            description =
                    "Have a running server look into its plug-in folders again: new jars are taken up, changed ones"
                            + " for what is planned from now on.")
    int reload(
            @Option(
                            names = "--url",
                            paramLabel = "URL",
                            description = "Where the server is (default: http://127.0.0.1:8080).")
                    @Nullable
                    String url,
            @Option(
                            names = "--token",
                            paramLabel = "TOKEN",
                            description = "A token of the role admin, where others reach the server (default:"
                                    + " GAUNTLET_TOKEN, which other users of the machine cannot see).")
                    @Nullable
                    String token,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws InterruptedException {
        Optional<String> secret = token == null ? parent.surroundings().variable("GAUNTLET_TOKEN") : Optional.of(token);
        JsonNode answer = new RunningServer(url == null ? "http://127.0.0.1:8080" : url, secret).post("plugins/reload");
        if (json) {
            out().println(Json.pretty(answer));
        } else {
            answer.path("lines").forEach(line -> out().println(line.asText()));
            answer.path("refused").forEach(sentence -> err().println("Refused: " + sentence.asText()));
        }
        out().flush();
        return answer.path("refused").isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private static Kind kind(String given) {
        List<String> ids = PluginProject.KINDS.stream().map(Kind::id).toList();
        return PluginProject.KINDS.stream()
                .filter(kind -> kind.id().equals(given))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("There is no kind of plug-in named '" + given + "'."
                        + NearestName.question(given, ids) + " There are " + String.join(", ", ids) + "."));
    }

    /** A jar with a name that is taken would be refused. */
    private void checkFree(Kind kind, String name) {
        try (LoadedPlugins plugins = Gauntlet.load(parent.pluginRoots())) {
            if (plugins.catalog().ids(kind).contains(name)) {
                throw new InvalidInputException((kind == Kind.ATTACK ? "There is an " : "There is a ") + kind.noun()
                        + " named '" + name + "' already (`./gauntlet plugins " + name + "`): choose another name.");
            }
        }
    }

    /** Whether Maven's local repository, where it usually is, holds what the project depends on. */
    private static boolean installed() {
        return Files.isDirectory(Path.of(System.getProperty("user.home"), ".m2", "repository", "io", "gauntlet")
                .resolve("gauntlet-bom")
                .resolve(PluginProject.gauntletVersion()));
    }
}
