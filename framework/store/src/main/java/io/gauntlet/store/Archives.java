package io.gauntlet.store;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Streams and the artifacts that their events name, in a file that another database takes in.
 *
 * <p>An archive is a zip file with these entries: {@code manifest.json} ({@code format} "gauntlet-archive", {@code
 * version} 1, {@code scope}, {@code originHead}, {@code originPosition}); {@code artifacts/SHA}, the bytes of each
 * artifact; {@code artifacts.jsonl}, a line {@code {sha, size, mediaType, dropped}} for each; {@code events.jsonl}, an
 * {@link ArchiveLine} for each event in the order of positions, chained like the log; {@code end.json} ({@code events},
 * {@code artifacts}, {@code link} of the last line). Memory does not grow with its size.
 */
public final class Archives {
    private static final String FORMAT = "gauntlet-archive";
    private static final int VERSION = 1;
    private static final int PAGE = 1_000;
    private static final String EVENTS = "events.jsonl";
    private static final String ARTIFACTS = "artifacts.jsonl";
    private static final String FOLDER = "artifacts/";

    private final Connections connections;
    private final EventStore events;
    private final PostgresArtifactStore artifacts;
    private final EventArtifacts names;

    Archives(Connections connections, EventStore events, PostgresArtifactStore artifacts) {
        this.connections = connections;
        this.events = events;
        this.artifacts = artifacts;
        this.names = new EventArtifacts(connections);
    }

    private record Manifest(String format, int version, String scope, String originHead, long originPosition) {}

    private record Artifact(String sha, long size, String mediaType, boolean dropped) {}

    private record End(long events, long artifacts, String link) {}

    /**
     * What an archive holds.
     *
     * @param scope what was exported: a tournament's id, or {@code all}
     * @param originHead link of the head of the database that it comes from
     * @param link of its last event: it names the archive
     * @param events how many
     * @param artifacts how many
     */
    public record Contents(String scope, String originHead, String link, long events, long artifacts) {}

    /**
     * Writes an archive; the file appears when it is complete.
     *
     * @param scope what people call its content
     * @param streams to export; empty for all
     */
    public Contents write(Path file, String scope, Optional<? extends Collection<String>> streams) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Contents contents;
            try (OutputStream out = Files.newOutputStream(part);
                    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                contents = write(zip, scope, streams);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return contents;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Contents write(ZipOutputStream zip, String scope, Optional<? extends Collection<String>> streams)
            throws IOException {
        Head head = events.head();
        Optional<Set<String>> chosen = streams.map(HashSet::new);
        json(zip, "manifest.json", new Manifest(FORMAT, VERSION, scope, head.link(), head.position()));
        Set<String> shas = new TreeSet<>();
        scan(head.position(), chosen, (event, artifactNames) -> shas.addAll(artifactNames));
        List<Artifact> written = new ArrayList<>();
        for (String sha : shas) {
            ArtifactInfo info = artifacts.info(sha);
            boolean dropped = artifacts.dropped(sha);
            written.add(new Artifact(sha, info.size(), info.mediaType(), dropped));
            if (!dropped) {
                zip.putNextEntry(new ZipEntry(FOLDER + sha));
                try (InputStream in = artifacts.open(sha)) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
        zip.putNextEntry(new ZipEntry(ARTIFACTS));
        for (Artifact artifact : written) {
            line(zip, ArchiveLine.JSON.writeValueAsString(artifact));
        }
        zip.closeEntry();
        zip.putNextEntry(new ZipEntry(EVENTS));
        Chain chain = new Chain();
        scan(head.position(), chosen, (event, artifactNames) -> line(zip, chain.next(event, artifactNames)));
        zip.closeEntry();
        String link = Hashes.hex(chain.link);
        json(zip, "end.json", new End(chain.number, written.size(), link));
        return new Contents(scope, head.link(), link, chain.number, written.size());
    }

    private static final class Chain {
        private byte[] link = new byte[Hashes.LENGTH];
        private long number;

        String next(RecordedEvent event, List<String> artifactNames) {
            ArchiveLine line = ArchiveLine.of(event, artifactNames, link, ++number);
            link = Hashes.bytes(line.link());
            return line.json();
        }
    }

    private interface Visitor {
        void visit(RecordedEvent event, List<String> artifactNames) throws IOException;
    }

    /** Events up to a position, page by page, those of the chosen streams. */
    private void scan(long last, Optional<Set<String>> chosen, Visitor visitor) throws IOException {
        long position = 0;
        while (position < last) {
            List<RecordedEvent> page = events.readAll(position, (int) Math.min(PAGE, last - position));
            if (page.isEmpty()) {
                return;
            }
            long end = page.get(page.size() - 1).position();
            Map<Long, List<String>> named = names.between(position, end);
            for (RecordedEvent event : page) {
                if (chosen.isEmpty() || chosen.get().contains(event.stream())) {
                    visitor.visit(event, named.getOrDefault(event.position(), List.of()));
                }
            }
            position = end;
        }
    }

    private static void json(ZipOutputStream zip, String name, Object value) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        line(zip, ArchiveLine.JSON.writeValueAsString(value));
        zip.closeEntry();
    }

    private static void line(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /**
     * Checks a whole archive: format, chain, artifacts.
     *
     * @throws ArchiveDamaged when anything is not as it was exported
     */
    public Contents check(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            Manifest manifest = read(zip, "manifest.json", Manifest.class);
            if (!FORMAT.equals(manifest.format())) {
                throw new ArchiveDamaged("its manifest is not that of a Gauntlet archive", null);
            }
            if (manifest.version() > VERSION) {
                throw new ArchiveDamaged(
                        "it has format version " + manifest.version() + ", newer than this build's " + VERSION, null);
            }
            Set<String> present = checkArtifacts(zip);
            Check check = new Check(present);
            lines(zip, EVENTS, text -> check.next(ArchiveLine.parse(text)));
            End end = read(zip, "end.json", End.class);
            String link = Hashes.hex(check.link);
            if (end.events() != check.number || end.artifacts() != present.size() || !link.equals(end.link())) {
                throw new ArchiveDamaged("its end does not fit what is before: a part is missing", null);
            }
            return new Contents(manifest.scope(), manifest.originHead(), link, end.events(), end.artifacts());
        } catch (ZipException | EOFException e) {
            throw new ArchiveDamaged("it is no sound zip file (" + e.getMessage() + ")", e);
        } catch (IllegalArgumentException | DateTimeException | NullPointerException e) {
            throw new ArchiveDamaged("a value in it is missing or no value of its kind (" + e.getMessage() + ")", e);
        }
    }

    private static final class Check {
        private final Set<String> present;
        private byte[] link = new byte[Hashes.LENGTH];
        private long number;

        Check(Set<String> present) {
            this.present = present;
        }

        void next(ArchiveLine line) {
            line.check(link, ++number);
            link = Hashes.bytes(line.link());
            for (String sha : line.artifacts()) {
                if (!present.contains(sha)) {
                    throw new ArchiveDamaged("artifact " + sha + " is missing", null);
                }
            }
        }
    }

    private static Set<String> checkArtifacts(ZipFile zip) throws IOException {
        Set<String> present = new TreeSet<>();
        lines(zip, ARTIFACTS, text -> {
            Artifact artifact = ArchiveLine.JSON.readValue(text, Artifact.class);
            present.add(artifact.sha());
            if (artifact.dropped()) {
                return;
            }
            MessageDigest digest = Hashes.sha256();
            try (InputStream in = new DigestInputStream(entry(zip, FOLDER + artifact.sha()), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            if (!Hashes.hex(digest.digest()).equals(artifact.sha())) {
                throw new ArchiveDamaged("artifact " + artifact.sha() + " has other bytes", null);
            }
        });
        return present;
    }

    /**
     * Checks an archive and takes it in: artifacts and events that are known already are skipped. All events become
     * visible together, so that nobody plays a tournament of which only the beginning is there; other writers wait
     * meanwhile. What an interrupted one leaves are artifacts that no event names, which the next one finds.
     *
     * @param report an event that says so, appended with the last of the archive's, given what it holds
     * @throws ArchiveDamaged when anything is not as it was exported; then nothing is taken in
     * @throws IdConflict when an event is stored here with different content; then no event is taken in
     */
    public Contents read(Path file, java.util.function.Function<Contents, Append> report) throws IOException {
        Contents contents = check(file);
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            lines(zip, ARTIFACTS, text -> {
                Artifact artifact = ArchiveLine.JSON.readValue(text, Artifact.class);
                if (artifact.dropped()) {
                    artifacts.putDropped(artifact.sha(), artifact.size(), artifact.mediaType());
                } else if (!artifacts.contains(artifact.sha())) {
                    try (InputStream in = entry(zip, FOLDER + artifact.sha())) {
                        artifacts.put(in, artifact.mediaType());
                    }
                }
            });
            connections.transaction(connection -> {
                append(zip, report.apply(contents), new CommitTransaction(connection));
                return null;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return contents;
    }

    private static void append(ZipFile zip, Append last, CommitTransaction transaction) throws SQLException {
        List<Append> page = new ArrayList<>();
        try (BufferedReader in = reader(zip, EVENTS)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                ArchiveLine line = ArchiveLine.parse(text);
                page.add(new Append(line.stream(), ExpectedVersion.any(), line.event()));
                if (page.size() == PAGE) {
                    append(page, transaction);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page.add(last);
        append(page, transaction);
    }

    private static void append(List<Append> page, CommitTransaction transaction) throws SQLException {
        Commit commit = new Commit(page, List.of(), Optional.empty());
        transaction.run(List.of(commit)).outcomes().get(0).get(); // what it threw undoes the pages before, too
        page.clear();
    }

    private static BufferedReader reader(ZipFile zip, String name) throws IOException {
        return new BufferedReader(new InputStreamReader(entry(zip, name), StandardCharsets.UTF_8));
    }

    private interface LineReader {
        void read(String line) throws IOException;
    }

    private static void lines(ZipFile zip, String name, LineReader reader) throws IOException {
        try (BufferedReader in = reader(zip, name)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                reader.read(line);
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new ArchiveDamaged("a line of " + name + " is no JSON", e);
        }
    }

    private static <T> T read(ZipFile zip, String name, Class<T> type) throws IOException {
        try (InputStream in = entry(zip, name)) {
            return ArchiveLine.JSON.readValue(in, type);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new ArchiveDamaged(name + " is no JSON", e);
        }
    }

    private static InputStream entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ArchiveDamaged("it holds no " + name, null);
        }
        return zip.getInputStream(entry);
    }
}
