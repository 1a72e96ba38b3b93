package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A disk without space stops a tournament with a sentence, and loses nothing of it. */
class FullDiskTest {
    /** Too little for the server's programs. */
    private static final int TINY_MIB = 40;
    /** Enough for a cluster and a tournament. */
    private static final int ROOMY_MIB = 160;
    /** Enough to start the server and to plan, too little for a model. */
    private static final int LEFT_KIB = 100;

    @Test
    void aFullDiskStopsTheTournamentAndSpaceLetsItGoOn(@TempDir Path folder) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        if (!mount("-t", "tmpfs", "-o", "size=" + TINY_MIB + "m", "tmpfs", disk.toString())) {
            String reason = "A file system of limited size can only be mounted by root.";
            System.out.println("The test of a full disk is skipped. " + reason);
            Assumptions.abort(reason);
        }
        try {
            play(CrashTest.installation(folder), disk);
        } finally {
            assertTrue(succeeds("umount", disk.toString()), "the small disk is unmounted");
        }
    }

    private static void play(Cli cli, Path disk) throws Exception {
        TestPlugin.install(disk.resolve("data/plugins.d"));
        String[] run = {"run", "blobs.yaml", "--data-folder", "disk/data"};
        FaultsTest.fails(cli, 1, "is full: free some space", run);

        resize(disk, ROOMY_MIB);
        cli.succeed("tournaments", "--data-folder", "disk/data");

        Path ballast = disk.resolve("ballast");
        long left = Files.getFileStore(disk).getUsableSpace();
        Files.write(ballast, new byte[(int) left - LEFT_KIB * 1024]);
        Cli.Result full = cli.run(run);
        assertEquals(1, full.status(), full.error() + full.output());
        List<String> said = full.error().lines().toList();
        assertTrue(said.get(said.size() - 1).contains("is full: free some space"), full.error());
        assertEquals("", full.output());

        Files.delete(ballast);
        Cli.Result resumed = cli.run("resume", "--data-folder", "disk/data");
        assertEquals(0, resumed.status(), resumed.error());
        Cli.Result end = resumed.output().startsWith("Nothing is left") ? cli.run(run) : resumed;
        assertEquals(0, end.status(), end.error());
        assertTrue(end.output().contains("completed, 60 of 60 matches over"), end.output());
        assertTrue(!end.output().contains("forfeit [") && !end.output().contains("failed"), end.output());
    }

    private static void resize(Path disk, int mib) throws Exception {
        assertTrue(mount("-o", "remount,size=" + mib + "m", disk.toString()), "the small disk grows");
    }

    private static boolean mount(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "mount";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return succeeds(command);
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // There is no such program here.
            return false;
        }
    }
}
