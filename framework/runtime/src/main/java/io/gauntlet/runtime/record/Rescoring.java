package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.event.Event.MatchScored;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.arena.referee.SurvivalTest;
import io.gauntlet.runtime.work.MatchCounts;
import io.gauntlet.store.ArtifactStore;

/**
 * Has the referee judge the recorded examples of one match again, also under the transformations of its tournament, with
 * the draws that it had then. What an attack paid is not judged again: that would need the attack.
 */
final class Rescoring {
    private final PlayedMatch match;
    private final ArtifactStore artifacts;
    private final Examples test;
    private final List<String> differences = new ArrayList<>();

    Rescoring(PlayedMatch match, ArtifactStore artifacts, Examples test) {
        this.match = match;
        this.artifacts = artifacts;
        this.test = test;
    }

    /**
     * What was found.
     *
     * @param differences a sentence for each, with the sample
     * @param examples how many were judged
     * @param rounding how many differ by no more than rounding explains
     */
    record Result(List<String> differences, int examples, int rounding) {}

    /**
     * Judges.
     *
     * @throws io.gauntlet.store.StoreException when examples or outcomes cannot be read
     */
    Result judge(Model model, List<SurvivalTest> survivalTests) {
        MatchPlanned plan = match.plan();
        StoredExamples stored;
        try {
            stored = StoredExamples.read(match, artifacts, test);
        } catch (IllegalArgumentException e) {
            return new Result(List.of(String.valueOf(e.getMessage())), 0, 0);
        }
        Outcomes recorded = stored.recorded();
        summary(recorded);
        Referee referee = new Referee(model, plan.threatModel(), Seed.parse(plan.refereeSeed()), survivalTests);
        Referee.Clean clean = referee.clean(stored.samples(), stored.originals());
        goals(recorded, referee.goals(stored.samples(), stored.label(), clean));
        float[] judged = stored.examples().clone();
        Outcomes today = stored.judge(referee, recorded.goal(), clean, judged);
        VerdictComparison.Result verdicts = VerdictComparison.of(recorded, today, margins(clean, stored.label()));
        boolean same = Arrays.equals(stored.examples(), judged);
        if (recorded.poses() != null && !same) {
            differences.add("its examples are not the samples in the poses that are recorded");
        } else if (!same && verdicts.differences().isEmpty() && verdicts.rounding() == 0) {
            differences.add(
                    "its examples are not as the referee leaves them: within [0,1], and the sample itself where it"
                            + " was wrong when clean");
        }
        differences.addAll(verdicts.differences());
        return new Result(List.copyOf(differences), stored.samples().length, verdicts.rounding());
    }

    /** The event must say what its outcomes add up to. */
    private void summary(Outcomes outcomes) {
        MatchScored verdict = match.verdict();
        boolean same = verdict.samples() == outcomes.size()
                && verdict.cleanCorrect() == MatchCounts.cleanCorrect(outcomes)
                && verdict.wrong() == MatchCounts.wrong(outcomes)
                && verdict.queries() == Arrays.stream(outcomes.queries()).sum()
                && verdict.gradients() == Arrays.stream(outcomes.gradients()).sum()
                && (verdict.taken() == null || verdict.taken().equals(MatchCounts.taken(outcomes)))
                && Objects.equals(
                        verdict.medianDistance(),
                        MatchCounts.medianDistance(
                                outcomes, match.plan().threatModel().norm()));
        if (!same) {
            differences.add("its event does not say what its outcomes add up to");
        }
    }

    /** The least likely class may be another one where logits are rounded otherwise: the recorded one is judged by. */
    private void goals(Outcomes recorded, int[] goal) {
        if (match.plan().threatModel().goal() == Goal.TARGETED_LEAST_LIKELY) {
            return;
        }
        for (int i = 0; i < goal.length; i++) {
            if (goal[i] != recorded.goal()[i]) {
                differences.add("sample " + recorded.sample()[i] + ": the class to reach is recorded as "
                        + recorded.goal()[i] + ", the referee draws " + goal[i]);
            }
        }
    }

    private static float[] margins(Referee.Clean clean, int[] label) {
        float[] margins = new float[label.length];
        for (int i = 0; i < label.length; i++) {
            margins[i] = Referee.margin(clean.logits()[i], label[i]);
        }
        return margins;
    }
}
