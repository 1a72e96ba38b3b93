package io.gauntlet.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.runtime.TestJars;
import io.gauntlet.runtime.testplugin.BlobsPlugin;
import io.gauntlet.runtime.testplugin.BrokenPlugin;
import io.gauntlet.runtime.testplugin.PlayersPlugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PluginVersionsTest {
    private static final String LIBRARY = "library/Library.class";

    @TempDir
    Path root;

    private PluginVersions versions;
    private long head;

    @BeforeEach
    void load() throws IOException {
        CompiledPlugin.write(root.resolve("mine"), "mine", "1.9");
        TestJars.write(root.resolve("blobs.jar"), BlobsPlugin.class);
        versions = new PluginVersions(PluginLoader.load(List.of(root), List.of()));
    }

    @AfterEach
    void close() {
        versions.close();
    }

    private PluginReload reload() {
        return versions.reload(() -> head, found -> {});
    }

    private Registered mine() {
        return versions.present().catalog().find(Kind.TRANSFORMATION, "mine");
    }

    private static List<String> names(List<LoadedPlugin> plugins) {
        return plugins.stream().map(LoadedPlugin::name).toList();
    }

    @Test
    void aLookTellsWhatWasAddedChangedStayedAndRemoved() throws IOException {
        LoadedPlugins before = versions.present();
        PluginReload nothing = reload();
        assertEquals(List.of("blobs", "mine"), names(nothing.stayed()));
        assertSame(before, versions.present(), "nothing changed");

        CompiledPlugin.write(root.resolve("mine"), "mine", "2.0");
        TestJars.write(root.resolve("players.jar"), PlayersPlugin.class);
        Files.delete(root.resolve("blobs.jar"));
        PluginReload some = reload();
        assertEquals(List.of("players"), names(some.added()));
        assertEquals("mine", some.changed().get(0).after().name());
        assertNotEquals(
                some.changed().get(0).before().sha(),
                some.changed().get(0).after().sha());
        assertEquals(List.of("blobs"), names(some.removed()));
        assertEquals(List.of(), names(some.stayed()));
        assertEquals(List.of(), versions.present().catalog().ids(Kind.DATA_SET));
        assertEquals("with library 2.0", mine().description().summary());
    }

    @Test
    void bothVersionsWorkSideBySideUntilTheOldOneIsNotNeeded() throws Exception {
        Registered first = mine();
        LoadedPlugins before = versions.present();
        ClassLoader loader = before.loader(first);
        Dependency part = Dependency.of(first);
        head = 7;
        CompiledPlugin.write(root.resolve("mine"), "mine", "2.0");
        reload();
        try (InputStream old = loader.getResourceAsStream(LIBRARY);
                InputStream now = versions.present().loader(mine()).getResourceAsStream(LIBRARY)) {
            assertNotNull(old, "the old version's jars are kept, though they were replaced where they lay");
            assertTrue(!Arrays.equals(old.readAllBytes(), now.readAllBytes()));
        }
        assertEquals(
                part.jar(),
                versions.at(7, Kind.TRANSFORMATION, "mine").orElseThrow().jar());
        assertEquals(
                mine().jarSha(),
                versions.at(8, Kind.TRANSFORMATION, "mine").orElseThrow().jar());

        try (PluginVersions.Hold hold = versions.hold(List.of(part)).orElseThrow()) {
            assertSame(before, hold.plugins());
            assertEquals(List.of(), versions.idle());
        }
        List<LoadedPlugins> idle = versions.idle();
        assertEquals(List.of(before), idle);
        try (PluginVersions.Gone gone = versions.retire(idle, List.of(List.of(part)))) {
            assertEquals(List.of(), List.copyOf(gone.jars()), "something needs it");
        }
        try (PluginVersions.Gone gone = versions.retire(idle, List.of())) {
            assertEquals(List.of(part.jar()), List.copyOf(gone.jars()), "and not the jar that did not change");
        }
        assertTrue(versions.hold(List.of(part)).isEmpty());
        assertNull(loader.getResource(LIBRARY), "its jars are closed");
        Registered blobs = versions.present().catalog().find(Kind.DATA_SET, "blobs");
        assertSame(before.loader(blobs), versions.present().loader(blobs));
        assertNotNull(versions.present()
                .loader(blobs)
                .getResource(BlobsPlugin.class.getName().replace('.', '/') + ".class"));
    }

    @Test
    void whatIsRefusedLeavesInUseWhatWasThere() throws IOException {
        Path jar = root.resolve("blobs.jar");
        TestJars.write(root.resolve("torn.jar"), PlayersPlugin.class);
        byte[] whole = Files.readAllBytes(root.resolve("torn.jar"));
        Files.write(root.resolve("torn.jar"), Arrays.copyOf(whole, whole.length / 2));
        TestJars.write(jar, BrokenPlugin.class);
        CompiledPlugin.write(root.resolve("mine"), "mine", "2.0");
        PluginReload some = reload();
        assertEquals("mine", some.changed().get(0).after().name(), "others are not harmed");
        assertEquals(List.of("blobs"), names(some.stayed()));
        assertEquals(List.of("blobs"), versions.present().catalog().ids(Kind.DATA_SET));
        assertEquals(2, some.refused().size(), some.refused().toString());
        String broken = some.refused().get(0).sentence();
        assertTrue(broken.contains("this plug-in is broken"), broken);
        assertTrue(broken.endsWith("What was loaded from it before stays in use."), broken);
        String torn = some.refused().get(1).sentence();
        assertTrue(torn.contains("'torn' cannot be read") && torn.contains("copy it again"), torn);

        Files.write(root.resolve("torn.jar"), whole);
        PluginReload complete = reload();
        assertEquals(List.of("torn"), names(complete.added()));
    }

    @Test
    void whatCannotBeRecordedIsNotInUse() throws IOException {
        LoadedPlugins before = versions.present();
        CompiledPlugin.write(root.resolve("mine"), "mine", "2.0");
        assertThrows(
                IllegalStateException.class,
                () -> versions.reload(() -> head, found -> {
                    throw new IllegalStateException("no database");
                }));
        assertSame(before, versions.present());
        assertEquals("with library 1.9", mine().description().summary());
        reload();
        assertEquals("with library 2.0", mine().description().summary());
    }

    @Test
    void whoGoesBackGetsTheVersionThatIsStillLoaded() throws IOException {
        byte[] first = Files.readAllBytes(root.resolve("blobs.jar"));
        Registered blobs = versions.present().catalog().find(Kind.DATA_SET, "blobs");
        ClassLoader loader = versions.present().loader(blobs);
        TestJars.write(root.resolve("blobs.jar"), BlobsPlugin.class, "1.1");
        reload();
        Files.write(root.resolve("blobs.jar"), first);
        reload();
        assertSame(loader, versions.present().loader(blobs));
        try (PluginVersions.Gone gone = versions.retire(versions.idle(), List.of())) {
            assertEquals(1, gone.jars().size());
        }
        assertNotNull(loader.getResource(BlobsPlugin.class.getName().replace('.', '/') + ".class"));
    }

    @Test
    void manyLooksAtOnceFollowOneAnother() throws IOException {
        CompiledPlugin.write(root.resolve("mine"), "mine", "2.0");
        List<CompletableFuture<PluginReload>> looks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            looks.add(CompletableFuture.supplyAsync(this::reload));
        }
        long changed =
                looks.stream().filter(look -> !look.join().changed().isEmpty()).count();
        assertEquals(1, changed, "one of them finds the new version, the others that it is there");
        assertEquals(2, versions.all().size());
        assertEquals("with library 2.0", mine().description().summary());
    }
}
