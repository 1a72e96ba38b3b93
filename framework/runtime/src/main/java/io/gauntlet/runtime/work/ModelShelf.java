package io.gauntlet.runtime.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.gauntlet.api.model.Model;

/**
 * Keeps the assembled models that finished jobs no longer use, the most recently used ones, because putting one
 * together costs time. A model serves one job at a time. Attackers and referees never get each other's copies.
 */
public final class ModelShelf implements AutoCloseable {
    /** Who computes with a model. */
    enum Role {
        ATTACKER,
        REFEREE
    }

    /**
     * What tells models apart.
     *
     * @param role who computes with it
     * @param configuration the defense's
     * @param jars the defense's code, and that of all it is put around and made of
     * @param weights SHA-256 of what was learned
     */
    record Key(Role role, String configuration, List<String> jars, String weights) {}

    private record Kept(Key key, Model model) {}

    private final int capacity;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private boolean closed;

    /** @param capacity most models kept */
    public ModelShelf(int capacity) {
        this.capacity = capacity;
    }

    /** A model for one job: a kept one, or else a new one. */
    Model take(Key key, Supplier<Model> assemble) {
        synchronized (this) {
            Iterator<Kept> newest = kept.iterator();
            while (newest.hasNext()) {
                Kept candidate = newest.next();
                if (candidate.key().equals(key)) {
                    newest.remove();
                    return candidate.model();
                }
            }
        }
        return assemble.get();
    }

    /** Takes a model back from a job that ended well; one that did not closes its model instead. */
    void giveBack(Key key, Model model) {
        Model surplus = null;
        synchronized (this) {
            if (closed) {
                surplus = model;
            } else {
                kept.addFirst(new Kept(key, model));
                if (kept.size() > capacity) {
                    surplus = kept.removeLast().model();
                }
            }
        }
        if (surplus != null) {
            surplus.close();
        }
    }

    /** Closes the kept models that consist of some jars' code. */
    void drop(Set<String> jars) {
        List<Kept> dropped;
        synchronized (this) {
            dropped = kept.stream()
                    .filter(one -> one.key().jars().stream().anyMatch(jars::contains))
                    .toList();
            kept.removeAll(dropped);
        }
        dropped.forEach(one -> one.model().close());
    }

    /** Closes the models that are kept; those in use are closed when they come back. */
    @Override
    public synchronized void close() {
        closed = true;
        kept.forEach(one -> one.model().close());
        kept.clear();
    }
}
