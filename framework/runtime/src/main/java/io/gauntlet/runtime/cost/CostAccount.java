package io.gauntlet.runtime.cost;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Sums up what the workers of this process spend their time on. Safe for use by several threads. */
public final class CostAccount {
    /** What a worker's time can be spent on. */
    public enum Item {
        /** Defenders learn. */
        TRAINING,
        /** Attacks search, their targets included. */
        ATTACKING,
        /** The referee judges. */
        REFEREE,
        /** Data, weights and models are read and put together. */
        LOADING,
        /** Events, artifacts and jobs are read and written. */
        STORE,
        /** A job waits between its claim and its start. */
        BUS
    }

    private final int workers;
    private final long started = System.nanoTime();
    private final Map<Item, LongAdder> nanos = new EnumMap<>(Item.class);

    /** Begins, for a number of jobs that may run at once. */
    public CostAccount(int workers) {
        this.workers = workers;
        for (Item item : Item.values()) {
            nanos.put(item, new LongAdder());
        }
    }

    /** Adds time. */
    public void add(Item item, long nanoseconds) {
        adder(item).add(Math.max(0, nanoseconds));
    }

    /** Adds the time since a moment of {@link System#nanoTime()} and returns the present moment. */
    public long since(Item item, long moment) {
        long now = System.nanoTime();
        add(item, now - moment);
        return now;
    }

    private LongAdder adder(Item item) {
        LongAdder adder = nanos.get(item);
        if (adder == null) {
            throw new IllegalStateException("The constructor made no sum for " + item + ".");
        }
        return adder;
    }

    /** The sums so far. */
    public Costs costs() {
        return new Costs(
                Duration.ofNanos(System.nanoTime() - started).multipliedBy(workers),
                sum(Item.TRAINING),
                sum(Item.ATTACKING),
                sum(Item.REFEREE),
                sum(Item.LOADING),
                sum(Item.STORE),
                sum(Item.BUS));
    }

    private Duration sum(Item item) {
        return Duration.ofNanos(adder(item).sum());
    }
}
