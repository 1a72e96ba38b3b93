package io.gauntlet.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Another process that opens a data folder, appends an event, leases a job, and waits to be killed. */
final class HoldingProcess {
    static final String KIND = "held";

    private HoldingProcess() {}

    @SuppressWarnings("try") // both are held until the end
    public static void main(String[] args) throws IOException {
        try (Database database = Database.open(DatabaseConfig.embedded(Path.of(args[0])));
                Worker worker = database.jobs().register("child")) {
            database.events()
                    .commit(Commit.of(Events.append("test-child", Events.event()))
                            .with(List.of(new NewJob(KIND, KIND + "/" + UUID.randomUUID(), 0, "{}", 3))));
            System.out.println(database.jobs().claim(Set.of(KIND), worker).orElseThrow());
            System.out.println("holding");
            System.out.flush();
            System.in.read(); // ends when its parent does, too
        }
    }

    /** Starts one and waits until it holds its job. */
    static Process start(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); !"holding".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IllegalStateException("the other process ended");
            }
        }
        return process;
    }
}
