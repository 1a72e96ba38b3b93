package io.gauntlet.runtime.work;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.store.JobLease;
import io.gauntlet.store.RecordedEvent;

/**
 * A job that this process has leased.
 *
 * @param lease the right to finish it
 * @param stream of the training or match
 * @param history what the stream held when the job was claimed; begins with the plan
 * @param worker the name of the worker that holds the lease
 * @param claimed the moment of the claim, {@link System#nanoTime()}
 * @param stop ends the job early
 * @param over completes when nothing more happens to the job here
 */
record Assignment(
        JobLease lease,
        String stream,
        List<RecordedEvent> history,
        String worker,
        long claimed,
        StopSignal stop,
        CompletableFuture<Void> over) {

    /** The event that planned the training or match last: a match may be played again. */
    Event plan() {
        return Recording.read(history.get(lastPlan()));
    }

    /** Whether the stream holds an event of this type after the last one that planned. */
    boolean holds(String type) {
        return history.subList(lastPlan(), history.size()).stream()
                .anyMatch(event -> event.type().equals(type));
    }

    private int lastPlan() {
        int last = history.size() - 1;
        while (last > 0 && !history.get(last).type().endsWith("Planned")) {
            last--;
        }
        return last;
    }

    /** What the key of the job has beyond its stream: it tells apart what is recorded each time that it is done. */
    String again() {
        return lease.key().substring(stream.length());
    }

    /** The version of the stream. */
    long version() {
        return history.get(history.size() - 1).version();
    }

    /** What goes beside the events of this attempt. */
    TreeMap<String, Object> meta() {
        TreeMap<String, Object> meta = new TreeMap<>();
        meta.put("attempt", lease.attempt());
        meta.put("fence", lease.fence());
        meta.put("worker", worker);
        return meta;
    }
}
