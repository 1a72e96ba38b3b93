package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a data folder in which the tournament of blobs was played; one for all classes, removed at the end. */
final class PlayedTournament implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PlayedTournament.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cli.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Played.class, type -> Played.play(), Played.class)
                .cli();
    }

    private record Played(Cli cli) implements AutoCloseable {
        static Played play() {
            try {
                Cli cli = CrashTest.installation(Files.createTempDirectory("played"));
                cli.succeed("run", "blobs.yaml", "--workers", "3");
                return new Played(cli);
            } catch (IOException e) {
                throw new IllegalStateException("The tournament could not be played.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The tournament was interrupted.", e);
            }
        }

        @Override
        public void close() throws IOException {
            List<Path> paths;
            try (Stream<Path> all = Files.walk(cli.folder())) {
                paths = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        }
    }
}
