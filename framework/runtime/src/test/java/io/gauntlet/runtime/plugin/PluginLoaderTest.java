package io.gauntlet.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.runtime.TestJars;
import io.gauntlet.runtime.testplugin.BlobsPlugin;
import io.gauntlet.runtime.testplugin.BrokenPlugin;
import io.gauntlet.runtime.testplugin.NosyPlugin;
import io.gauntlet.runtime.testplugin.PlayersPlugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PluginLoaderTest {
    @TempDir
    Path root;

    private LoadedPlugins load() {
        return PluginLoader.load(List.of(root), List.of());
    }

    @Test
    void foldersAndSingleJarsArePlugins() throws IOException {
        TestJars.write(root.resolve("players/players.jar"), PlayersPlugin.class);
        TestJars.write(root.resolve("blobs.jar"), BlobsPlugin.class);
        Files.createDirectories(root.resolve("empty"));
        try (LoadedPlugins loaded = load()) {
            assertEquals(List.of(), loaded.problems());
            assertEquals(
                    List.of("blobs", "players"),
                    loaded.plugins().stream().map(LoadedPlugin::name).toList());
            assertEquals(
                    List.of("borrow", "endless", "learn", "shake", "thrower"),
                    loaded.catalog().ids(Kind.ATTACK));
            Registered blobs = loaded.catalog().find(Kind.DATA_SET, "blobs");
            assertEquals("plugin:blobs", loaded.loader(blobs).getName());
            assertEquals(loaded.plugins().get(0).sha(), blobs.jarSha());
        }
    }

    @Test
    void aPluginSeesTheApiAndTheArraysAndNothingInner() throws IOException {
        TestJars.write(root.resolve("nosy.jar"), NosyPlugin.class);
        try (LoadedPlugins loaded = load()) {
            Registered nosy = loaded.catalog().find(Kind.TRANSFORMATION, "nosy");
            assertEquals("plugin:nosy", nosy.description().summary(), "its own class came from its own jar");
            assertEquals(
                    "io.gauntlet.api.Plugin org.nd4j.linalg.factory.Nd4j org.slf4j.Logger java.util.List"
                            + " java.sql.Connection - - - - - -",
                    nosy.description().notes());
        }
    }

    @Test
    void twoPluginsUseTwoVersionsOfALibrarySideBySide() throws IOException {
        CompiledPlugin.write(root.resolve("first"), "first", "1.9");
        CompiledPlugin.write(root.resolve("second"), "second", "2.0");
        try (LoadedPlugins loaded = load()) {
            assertEquals(List.of(), loaded.problems());
            for (String[] expected : new String[][] {{"first", "1.9"}, {"second", "2.0"}}) {
                Registered one = loaded.catalog().find(Kind.TRANSFORMATION, expected[0]);
                assertEquals("with library " + expected[1], one.description().summary());
            }
        }
    }

    @Test
    void brokenForeignAndEmptyPluginsAreRefusedAndHarmNoOther() throws IOException {
        TestJars.write(root.resolve("a-broken.jar"), BrokenPlugin.class);
        TestJars.write(root.resolve("b-foreign.jar"), NosyPlugin.class, "2.1");
        Files.write(root.resolve("c-torn.jar"), new byte[] {'P', 'K', 3, 4, 0});
        TestJars.write(root.resolve("d-blobs.jar"), BlobsPlugin.class);
        TestJars.write(root.resolve("e-again.jar"), BlobsPlugin.class);
        try (LoadedPlugins loaded = load()) {
            assertEquals(List.of("blobs"), loaded.catalog().ids(Kind.DATA_SET));
            List<String> sentences =
                    loaded.problems().stream().map(PluginProblem::sentence).toList();
            assertEquals(4, sentences.size(), sentences.toString());
            assertTrue(sentences.get(0).contains("this plug-in is broken"), sentences.get(0));
            assertTrue(sentences.get(1).contains("version 2.1 of the plug-in API"), sentences.get(1));
            assertTrue(sentences.get(2).contains("'c-torn' cannot be read"), sentences.get(2));
            assertTrue(sentences.get(3).contains("two data sets named 'blobs'"), sentences.get(3));
        }
    }

    @Test
    void aMissingFolderIsAProblemAndNoCrash() {
        try (LoadedPlugins loaded = PluginLoader.load(List.of(root.resolve("nowhere")), List.of())) {
            assertTrue(loaded.problems().get(0).sentence().contains("does not exist"));
        }
    }

    @Test
    void theHashFollowsNamesAndBytes() throws IOException {
        TestJars.write(root.resolve("one/a.jar"), BlobsPlugin.class);
        TestJars.write(root.resolve("two/a.jar"), BlobsPlugin.class);
        TestJars.write(root.resolve("three/b.jar"), BlobsPlugin.class);
        TestJars.write(root.resolve("four/a.jar"), NosyPlugin.class);
        List<PluginJars> found = PluginJars.below(root);
        assertEquals(
                List.of("four", "one", "three", "two"),
                found.stream().map(PluginJars::name).toList());
        String one = found.get(1).sha();
        assertEquals(one, found.get(3).sha());
        assertNotEquals(one, found.get(2).sha());
        assertNotEquals(one, found.get(0).sha());
    }
}
