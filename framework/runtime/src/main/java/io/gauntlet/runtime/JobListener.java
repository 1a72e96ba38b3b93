package io.gauntlet.runtime;

import java.util.Optional;

import io.gauntlet.arena.event.Event;

/** Hears of the jobs that the worker of this process does. Called on its threads, in any order. */
public interface JobListener {
    /** Hears nothing. */
    JobListener DEAF = new JobListener() {
        @Override
        public void begun(String job) {}

        @Override
        public void over(String job, Optional<Event> outcome) {}

        @Override
        public void left(String why) {}
    };

    /**
     * A job was begun.
     *
     * @param job its name for people, such as {@code pgd against none, slice 2}
     */
    void begun(String job);

    /**
     * A job is over here.
     *
     * @param job its name for people
     * @param outcome what was recorded of it; empty when it returned to the queue, or others have it now
     */
    void over(String job, Optional<Event> outcome);

    /**
     * Jobs are left to other workers, since this process cannot do them.
     *
     * @param why one sentence, told once
     */
    void left(String why);
}
