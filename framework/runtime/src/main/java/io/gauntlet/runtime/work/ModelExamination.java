package io.gauntlet.runtime.work;

import java.util.Set;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.examination.Examiner;
import io.gauntlet.arena.flag.Examination;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.engine.backend.OffHeapLimitException;

/** Examines models. One that cannot be examined is a model all the same. */
public final class ModelExamination {
    private ModelExamination() {}

    /**
     * What is found out about a model, or why nothing could be.
     *
     * @param model that nobody else uses meanwhile
     * @param norms in which PGD is tried, of {@link Examiner#NORMS}
     * @throws StoppedException when the stop signal is given
     */
    public static Examination of(Model model, Examples examples, Set<Norm> norms, Seed seed, StopSignal stop) {
        try {
            return Examiner.examine(model, examples, norms, seed, stop);
        } catch (StoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (OffHeapLimitException.in(e).isPresent()) {
                throw e;
            }
            return Examination.failed(model.classes(), Faults.sentence(e));
        }
    }
}
