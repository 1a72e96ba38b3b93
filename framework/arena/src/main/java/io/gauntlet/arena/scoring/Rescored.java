package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.referee.Distances;

/**
 * What the verdicts on a cell's samples say about another threat model than the one that was played, without playing.
 *
 * <p>A success counts at every epsilon at or above its distance, and within every budget at or above what was spent. A
 * sample that survived survives smaller ones. What else is known:
 *
 * <ul>
 *   <li>At a smaller epsilon, a sample that was broken only farther out survived a minimum-norm attack, which looked for
 *       the nearest; of an attack that looked for any success it is unknown.
 *   <li>At a greater epsilon or budget it is unknown whether a sample that survived would have.
 *   <li>Within fewer queries than were spent on it, a broken sample survived if the first success, whatever its distance,
 *       was seen later; else it is unknown, because where the search stood at that moment is not recorded.
 * </ul>
 */
final class Rescored {
    private enum Known {
        /** The verdict holds as it is. */
        STANDS,
        /** The sample was not broken. */
        SURVIVED,
        /** The record does not say. */
        UNKNOWN
    }

    private final ThreatModel played;
    private final ThreatModel asked;
    private final boolean minimumNorm;

    private Rescored(ThreatModel played, ThreatModel asked, boolean minimumNorm) {
        this.played = played;
        this.asked = asked;
        this.minimumNorm = minimumNorm;
    }

    /** The cell under the threat model asked for; samples of which nothing is known have no verdict there. */
    static CellRecord of(PlayedCell cell, ThreatModel played, ThreatModel asked) {
        Rescored rescored = new Rescored(played, asked, cell.minimumNorm());
        CellRecord record = cell.record();
        List<CellRecord.Verdict> known = new ArrayList<>();
        List<Integer> unknown = new ArrayList<>();
        for (int i = 0; i < record.samples().size(); i++) {
            CellRecord.Verdict verdict = record.samples().get(i);
            switch (rescored.known(verdict, cell.firstSuccess().get(i))) {
                case STANDS -> known.add(rescored.verdict(verdict, verdict.survives(), true));
                case SURVIVED -> known.add(rescored.verdict(verdict, Map.of(), false));
                case UNKNOWN -> unknown.add(verdict.sample());
            }
        }
        return new CellRecord(
                record.attacker(),
                record.defender(),
                record.matches(),
                record.scored(),
                record.skipped(),
                record.forfeitedBy(),
                unknown.isEmpty() || record.reason() != null ? record.reason() : rescored.why(unknown.size()),
                known,
                unknown,
                record.spared());
    }

    private CellRecord.Verdict verdict(CellRecord.Verdict verdict, Map<String, Double> survives, boolean stands) {
        return new CellRecord.Verdict(
                verdict.sample(),
                verdict.cleanCorrect(),
                stands ? verdict.wrong() : 0,
                verdict.distance(),
                Math.min(verdict.queries(), asked.maxQueries()),
                verdict.gradients(),
                survives,
                stands ? verdict.chosenBy() : 0,
                // At another distance or moment it would have seen another candidate.
                stands ? verdict.detection() : null);
    }

    private Known known(CellRecord.Verdict verdict, long firstSuccess) {
        if (!verdict.cleanCorrect()) {
            // Lost at distance 0, for nothing.
            return Known.STANDS;
        }
        boolean wider = asked.epsilon() > played.epsilon() || asked.maxQueries() > played.maxQueries();
        Known far = atDistance(verdict);
        Known late = withinQueries(verdict, firstSuccess);
        boolean broken = verdict.chosenBy() > 0 && far == Known.STANDS && late == Known.STANDS;
        if (broken) {
            return Known.STANDS;
        }
        if (wider) {
            return Known.UNKNOWN;
        }
        if (verdict.chosenBy() == 0 || far == Known.SURVIVED || late == Known.SURVIVED) {
            return Known.SURVIVED;
        }
        return Known.UNKNOWN;
    }

    private Known atDistance(CellRecord.Verdict verdict) {
        if (asked.epsilon() >= played.epsilon()
                || Distances.within(asked.norm(), verdict.distance(), asked.epsilon())) {
            return Known.STANDS;
        }
        return minimumNorm ? Known.SURVIVED : Known.UNKNOWN;
    }

    private Known withinQueries(CellRecord.Verdict verdict, long firstSuccess) {
        if (verdict.queries() <= asked.maxQueries()) {
            return Known.STANDS;
        }
        return firstSuccess > asked.maxQueries() ? Known.SURVIVED : Known.UNKNOWN;
    }

    private String why(int unknown) {
        List<String> causes = new ArrayList<>();
        if (asked.epsilon() < played.epsilon() && !minimumNorm) {
            causes.add("the attack looked for any success within " + extent() + ", not for the nearest");
        }
        if (asked.epsilon() > played.epsilon()) {
            causes.add("nothing beyond " + extent() + " was played");
        }
        if (asked.maxQueries() < played.maxQueries()) {
            causes.add("how far a search had come after " + asked.maxQueries() + " queries is not recorded");
        }
        if (asked.maxQueries() > played.maxQueries()) {
            causes.add("no more than " + played.maxQueries() + " queries were allowed");
        }
        return "unknown for " + unknown + (unknown == 1 ? " sample: " : " samples: ") + String.join("; ", causes);
    }

    private String extent() {
        return played.norm() == Norm.POSE ? "the limits of the pose" : Double.toString(played.epsilon());
    }
}
