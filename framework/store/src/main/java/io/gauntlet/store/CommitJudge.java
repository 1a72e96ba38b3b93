package io.gauntlet.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Judges the commits of one transaction one after the other, in memory, against what the database held when the head
 * was locked and what earlier commits of the same transaction add. Whatever it accepts must be written.
 */
final class CommitJudge {
    private final Map<UUID, Known> events;
    private final Map<String, Long> versions;
    private final byte[] linkBefore;
    private final Map<Long, Lease> leases;
    private final Instant recordedAt;
    private final List<RecordedEvent> accepted = new ArrayList<>();
    private final List<EventArtifact> artifacts = new ArrayList<>();
    private final List<FinishedJob> finished = new ArrayList<>();
    private final List<NewJob> jobs = new ArrayList<>();
    private long position;
    private byte[] link;

    /**
     * @param recordedAt time of the events to come
     * @param events those among the commits' ids that are stored
     * @param versions of the commits' streams; absent when empty
     * @param leases of the jobs that the commits finish
     */
    CommitJudge(
            long position,
            byte[] link,
            Instant recordedAt,
            Map<UUID, Known> events,
            Map<String, Long> versions,
            Map<Long, Lease> leases) {
        this.position = position;
        this.link = link.clone();
        this.linkBefore = this.link;
        this.recordedAt = recordedAt;
        this.events = new HashMap<>(events);
        this.versions = new HashMap<>(versions);
        this.leases = new HashMap<>(leases);
    }

    /**
     * Accepts the commit or throws, having changed nothing.
     *
     * @throws VersionConflict see {@link EventStore#commit}
     * @throws IdConflict see there
     * @throws FenceLost see there
     */
    CommitResult judge(Commit commit) {
        Draft draft = new Draft();
        for (Append append : commit.appends()) {
            draft.add(append);
        }
        boolean finishes =
                commit.finished().isPresent() && holds(commit.finished().get(), draft.events.isEmpty());
        accept(draft);
        jobs.addAll(commit.jobs());
        if (finishes) {
            FinishedJob job = commit.finished().get();
            finished.add(job);
            leases.put(job.id(), new Lease(job.fence(), job.succeeded() ? JobState.SUCCEEDED : JobState.FAILED));
        }
        return new CommitResult(draft.positions, position);
    }

    /** Whether the job must be finished now; false when a repeated commit finds it finished by its own lease. */
    private boolean holds(FinishedJob job, boolean repeated) {
        Lease lease = leases.get(job.id());
        if (lease != null && lease.fence == job.fence()) {
            if (lease.state == JobState.RUNNING) {
                return true;
            }
            if (repeated && lease.state == (job.succeeded() ? JobState.SUCCEEDED : JobState.FAILED)) {
                return false;
            }
        }
        throw new FenceLost(job.id(), job.fence());
    }

    private void accept(Draft draft) {
        for (Drafted event : draft.events) {
            position++;
            link = Hashes.link(link, position, event.known.contentHash, event.event.meta(), recordedAt);
            accepted.add(event.recorded(position, recordedAt, link));
            for (String sha : new HashSet<>(event.event.artifacts())) {
                artifacts.add(new EventArtifact(position, sha));
            }
            events.put(event.event.id(), event.known);
            versions.put(event.known.stream, event.known.version);
        }
    }

    List<RecordedEvent> accepted() {
        return accepted;
    }

    List<EventArtifact> artifacts() {
        return artifacts;
    }

    List<FinishedJob> finished() {
        return finished;
    }

    List<NewJob> jobs() {
        return jobs;
    }

    /** Of the streams concerned, after what was accepted; absent or 0 when empty. */
    Map<String, Long> versions() {
        return versions;
    }

    /** Of the head before anything was accepted. */
    byte[] linkBefore() {
        return linkBefore.clone();
    }

    long position() {
        return position;
    }

    byte[] link() {
        return link.clone();
    }

    Instant recordedAt() {
        return recordedAt;
    }

    /** What is stored under an id. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Known(long position, String stream, long version, byte[] contentHash) {}

    /** A job's latest lease. */
    record Lease(long fence, JobState state) {}

    /** An event names an artifact. */
    record EventArtifact(long position, String sha) {}

    private record Drafted(NewEvent event, Known known) {
        RecordedEvent recorded(long at, Instant recordedAt, byte[] link) {
            return new RecordedEvent(
                    at,
                    event.id(),
                    known.stream,
                    known.version,
                    event.type(),
                    event.schema(),
                    event.data(),
                    event.meta(),
                    recordedAt,
                    known.contentHash,
                    link);
        }
    }

    /** What one commit would add. */
    private final class Draft {
        private final List<Drafted> events = new ArrayList<>();
        private final List<Long> positions = new ArrayList<>();
        private final Map<UUID, Known> ids = new HashMap<>();
        private final Map<String, Long> streams = new HashMap<>();

        void add(Append append) {
            List<NewEvent> known = append.events().stream()
                    .filter(event -> find(event.id()) != null)
                    .toList();
            if (known.size() == append.events().size()) {
                repeat(append);
            } else if (known.isEmpty()) {
                addNew(append);
            } else {
                UUID id = known.get(0).id();
                throw new IdConflict(
                        id,
                        "Event " + id + " is stored already, but not all events appended with it to stream "
                                + append.stream() + " are: append the rest under an append of its own.");
            }
        }

        private void repeat(Append append) {
            for (NewEvent event : append.events()) {
                Known known = Objects.requireNonNull(find(event.id()));
                byte[] hash = Hashes.content(append.stream(), known.version, event);
                if (!Arrays.equals(hash, known.contentHash)) {
                    throw new IdConflict(
                            event.id(),
                            "Event " + event.id() + " is stored already with different content (stream " + known.stream
                                    + ", position " + known.position + ").");
                }
                positions.add(known.position);
            }
        }

        private void addNew(Append append) {
            String stream = append.stream();
            long version = streams.getOrDefault(stream, versions.getOrDefault(stream, 0L));
            if (!append.expected().meets(version)) {
                throw new VersionConflict(stream, append.expected(), version);
            }
            Set<UUID> own = new HashSet<>();
            for (NewEvent event : append.events()) {
                if (!own.add(event.id())) {
                    throw new IdConflict(
                            event.id(),
                            "Event " + event.id() + " occurs twice in one append to stream " + stream + ".");
                }
                version++;
                long at = position + events.size() + 1;
                Known known = new Known(at, stream, version, Hashes.content(stream, version, event));
                events.add(new Drafted(event, known));
                ids.put(event.id(), known);
                positions.add(at);
            }
            streams.put(stream, version);
        }

        private @Nullable Known find(UUID id) {
            Known known = ids.get(id);
            return known != null ? known : CommitJudge.this.events.get(id);
        }
    }
}
