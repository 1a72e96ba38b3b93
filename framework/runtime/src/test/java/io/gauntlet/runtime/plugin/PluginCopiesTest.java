package io.gauntlet.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Copies of jars that processes left behind. */
class PluginCopiesTest {
    @TempDir
    Path folder;

    /** A process that copies a jar, says where, and waits to be killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws IOException {
            Path copies = PluginCopies.in(Path.of(args[0])).sub();
            Files.writeString(copies.resolve("a.jar"), "a jar");
            System.out.println(copies);
            // Ends when the test does, too.
            var unused = System.in.read();
        }
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAndWhatALivingOneHasIsNot() throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = owner.inputReader()) {
            Path copies = Path.of(Objects.requireNonNull(said.readLine()));
            Path unrelated = Files.createDirectory(folder.resolve("gauntlet-copies-7"));
            PluginCopies.in(folder).leave();
            assertTrue(Files.exists(copies.resolve("a.jar")), "its owner lives");

            owner.destroyForcibly().waitFor();
            assertTrue(Files.exists(copies.resolve("a.jar")), "nobody tidied up");
            PluginCopies next = PluginCopies.in(folder);
            assertEquals(3, in(folder).size(), "the next one's two, and what nobody locked: " + in(folder));
            assertTrue(Files.isDirectory(unrelated));
            Path mine = next.sub();
            PluginCopies.in(folder).leave();
            assertTrue(Files.isDirectory(mine), "its own are in use");
            Files.delete(mine);
            next.leave();
            assertEquals(List.of(unrelated), in(folder));
        } finally {
            owner.destroyForcibly();
        }
    }
}
