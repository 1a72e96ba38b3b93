package io.gauntlet.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything one step makes durable together: all of it or nothing. */
public record Commit(List<Append> appends, List<NewJob> jobs, Optional<FinishedJob> finished) {
    public Commit {
        appends = List.copyOf(appends);
        jobs = List.copyOf(jobs);
    }

    /** These appends alone. */
    public static Commit of(Append... appends) {
        return new Commit(List.of(appends), List.of(), Optional.empty());
    }

    /** This commit and one more append. */
    public Commit with(Append append) {
        List<Append> all = new ArrayList<>(appends);
        all.add(append);
        return new Commit(all, jobs, finished);
    }

    /** This commit and more jobs. */
    public Commit with(List<NewJob> more) {
        List<NewJob> all = new ArrayList<>(jobs);
        all.addAll(more);
        return new Commit(appends, all, finished);
    }

    /** This commit, which also finishes a job. */
    public Commit finishing(FinishedJob job) {
        return new Commit(appends, jobs, Optional.of(job));
    }
}
