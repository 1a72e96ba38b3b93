package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gauntlet.app.TestProgram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Projects of plug-in authors; that they build is tested where Maven runs them. */
class PluginCommandTest {
    @TempDir
    Path folder;

    private TestProgram.Result run(String... args) throws IOException {
        return new TestProgram(folder).run(args);
    }

    private void refuses(String sentence, String... args) throws IOException {
        TestProgram.Result result = run(args);
        assertEquals(sentence, result.err().strip());
        assertEquals(ExitStatus.MISTAKE, result.status());
        assertEquals("", result.out());
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"attack", "defense", "transformation", "data-set"})
    void aProjectIsWrittenWhole(String kind) throws IOException {
        TestProgram.Result result = run("plugin", "new", kind, "so-so-2", "--package", "net.fool.so");
        assertEquals(0, result.status(), result.err());
        assertTrue(
                result.out().startsWith("Wrote the " + kind.replace('-', ' ') + " 'so-so-2' into so-so-2 (8 files)."));
        Path root = folder.resolve("so-so-2");
        assertTrue(Files.isRegularFile(root.resolve("src/main/java/net/fool/so/SoSo2.java")));
        assertTrue(Files.isRegularFile(root.resolve("src/test/java/net/fool/so/SoSo2Test.java")));
        assertEquals(
                "net.fool.so.SoSo2Plugin\n",
                Files.readString(root.resolve("src/main/resources/META-INF/services/io.gauntlet.api.Plugin")));
        String pom = Files.readString(root.resolve("pom.xml"));
        assertTrue(pom.contains("<artifactId>so-so-2</artifactId>"), pom);
        assertTrue(pom.contains("<Gauntlet-Api-Version>1</Gauntlet-Api-Version>"), pom);
        String readme = Files.readString(root.resolve("README.md"));
        assertTrue(readme.contains("so-so-2") && readme.contains("--plugins HERE/target/plugins"), readme);
        assertEquals(kind.equals("attack"), readme.contains("./gauntlet debug-attack --attack so-so-2 "), readme);
        assertEquals(kind.equals("attack"), !readme.contains("--dry-run"), readme);
        for (Path file : files(root)) {
            String text = Files.readString(file);
            assertFalse(text.contains("__"), file + " has a word that was not filled in");
        }
        assertFalse(pom.contains("<version>${maven"), "Maven filled in the versions");
    }

    /** What a user may copy is what the program writes today, with the same versions. */
    @ParameterizedTest
    @CsvSource({"attack, ni-fgsm", "defense, mixup", "transformation, occlude", "data-set, csv"})
    void theExamplesAreBuiltTheSameWay(String kind, String id) throws IOException {
        assertEquals(0, run("plugin", "new", kind, id).status());
        Path example = Path.of("..", "..", "examples", "plugin-" + kind);
        for (String file : List.of("pom.xml", ".gitignore", "README.md")) {
            assertEquals(Files.readString(folder.resolve(id).resolve(file)), Files.readString(example.resolve(file)));
        }
    }

    @Test
    void aFolderCanBeNamedAndMustBeEmpty() throws IOException {
        Files.createDirectories(folder.resolve("here"));
        assertEquals(
                0, run("plugin", "new", "attack", "fool", "--directory", "here").status());
        assertTrue(Files.isRegularFile(folder.resolve("here/src/main/java/org/example/fool/Fool.java")));
        refuses(
                "The folder " + folder.resolve("here")
                        + " is not empty: name another with --directory, or clear it first.",
                "plugin",
                "new",
                "attack",
                "fool",
                "--directory",
                "here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "atack | fool | | There is no kind of plug-in named 'atack'. Did you mean 'attack'? There are attack,"
                        + " defense, transformation, data-set.",
                "attack | MyFool | | The name 'MyFool' must be lower-case words joined by hyphens, the first beginning"
                        + " with a letter, such as my-attack.",
                "attack | ../fool | | The name '../fool' must be lower-case words joined by hyphens, the first"
                        + " beginning with a letter, such as my-attack.",
                "attack | search | | The name 'search' makes a class Search, and its code needs another class of that"
                        + " name: choose another name, such as my-search.",
                "attack | darken | | There is an attack named 'darken' already (`./gauntlet plugins darken`): choose"
                        + " another name.",
                "attack | new | | 'org.example.new' cannot be a Java package: name another with --package, such as"
                        + " org.example.fool.",
                "attack | fool | org.nd4j.fool | The package 'org.nd4j.fool' lies in org.nd4j, where the program looks"
                        + " for its own classes: name another with --package."
            })
    void badNamesAreRefused(String kind, String name, String packageName, String sentence) throws IOException {
        if (packageName == null) {
            refuses(sentence, "plugin", "new", kind, name);
        } else {
            refuses(sentence, "plugin", "new", kind, name, "--package", packageName);
        }
        assertFalse(Files.exists(folder.resolve(name)));
    }

    @Test
    void whoSaysTooLittleIsTold() throws IOException {
        refuses(
                "Say what to do: `./gauntlet plugin new attack my-attack` writes a project to begin with, and"
                        + " `./gauntlet plugin reload` has a running server look into its plug-in folders again."
                        + " `./gauntlet plugins` lists the plug-ins that there are.",
                "plugin");
        refuses(
                "There is no command 'plugin pgd'. There are new and reload; `./gauntlet plugins pgd` tells about a plug-in.",
                "plugin",
                "pgd");
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() throws IOException {
        TestProgram.Result nobody = run("plugin", "reload", "--url", "http://127.0.0.1:1");
        assertEquals(ExitStatus.FAILED, nobody.status());
        assertTrue(nobody.err().startsWith("No server answers at http://127.0.0.1:1 ("), nobody.err());
        refuses(
                "The option --url takes the address of a server, such as http://127.0.0.1:8080; 'here' is none.",
                "plugin",
                "reload",
                "--url",
                "here");
    }
}
