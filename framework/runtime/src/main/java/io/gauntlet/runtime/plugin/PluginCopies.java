package io.gauntlet.runtime.plugin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a process keeps copies of plug-ins' jars: in a folder of its own beside a file that it keeps locked as long as it
 * lives. The system lets go of the lock however the process ends, so that the next one can tell what was left behind,
 * also by processes that cannot be seen from here.
 */
final class PluginCopies {
    private static final Logger LOG = LoggerFactory.getLogger(PluginCopies.class);
    private static final String PREFIX = "gauntlet-copies-";
    private static final String LOCK = ".lock";

    private static @Nullable PluginCopies present;

    private final Path folder;
    private final Path lockFile;
    private final FileChannel channel;

    private PluginCopies(Path parent) throws IOException {
        lockFile = Files.createTempFile(parent, PREFIX, LOCK);
        channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        channel.lock();
        // Only now, since whoever sees a folder takes it for abandoned when its file is not locked.
        String name = lockFile.getFileName().toString();
        folder = Files.createDirectory(parent.resolve(name.substring(0, name.length() - LOCK.length())));
    }

    /** A new folder for the copies of one plug-in. The first call removes what dead processes left. */
    static synchronized Path newFolder() throws IOException {
        PluginCopies mine = present;
        if (mine == null) {
            Path parent = Path.of(System.getProperty("java.io.tmpdir"));
            mine = in(parent);
            present = mine;
            Runtime.getRuntime().addShutdownHook(new Thread(mine::leave, "plugin-copies"));
        }
        return mine.sub();
    }

    /** Those of a process in a folder, where what dead processes left is removed. */
    static PluginCopies in(Path parent) throws IOException {
        sweep(parent);
        return new PluginCopies(parent);
    }

    Path sub() throws IOException {
        return Files.createTempDirectory(folder, "plugin-");
    }

    private static void sweep(Path parent) {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, PREFIX + "*" + LOCK)) {
            for (Path lock : locks) {
                removeIfAbandoned(parent, lock);
            }
        } catch (IOException e) {
            LOG.debug("What other processes left in {} stays there", parent, e);
        }
    }

    private static void removeIfAbandoned(Path parent, Path lock) {
        String name = lock.getFileName().toString();
        Path copies = parent.resolve(name.substring(0, name.length() - LOCK.length()));
        if (!Files.isDirectory(copies)) {
            return; // it may be about to be locked
        }
        try (FileChannel other = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock gone = other.tryLock()) {
            if (gone != null) {
                delete(copies);
                Files.deleteIfExists(lock);
            }
        } catch (IOException | OverlappingFileLockException e) {
            LOG.debug("{} is of this process, or cannot be removed", copies, e);
        }
    }

    private static void delete(Path copies) throws IOException {
        try (DirectoryStream<Path> plugins = Files.newDirectoryStream(copies)) {
            for (Path plugin : plugins) {
                PluginClassLoader.delete(plugin);
            }
        }
        Files.delete(copies);
    }

    /** Ends the lock, and removes the folder once it is empty. */
    void leave() {
        try {
            Files.deleteIfExists(folder);
            Files.deleteIfExists(lockFile);
            channel.close();
        } catch (IOException e) {
            LOG.debug("{} is left to the next process", folder, e);
        }
    }
}
