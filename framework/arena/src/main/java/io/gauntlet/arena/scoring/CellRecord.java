package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.referee.Outcomes;

/**
 * What is recorded of a cell.
 *
 * @param attacker label
 * @param defender label
 * @param matches how many it has
 * @param scored how many have a verdict
 * @param skipped how many will never have a verdict: skipped or forfeited
 * @param forfeitedBy who failed: attack, defense or framework; null when nobody did
 * @param reason why matches were skipped or forfeited; null when none was
 * @param samples verdicts
 * @param unknown the samples that were played, and are right when clean, but have no verdict that is known under the rule
 *     that is scored
 * @param spared how many samples it was not given, since attacks before it had taken them
 */
public record CellRecord(
        String attacker,
        String defender,
        int matches,
        int scored,
        int skipped,
        @Nullable String forfeitedBy,
        @Nullable String reason,
        List<Verdict> samples,
        List<Integer> unknown,
        int spared) {
    /** Given all samples. */
    public CellRecord(
            String attacker,
            String defender,
            int matches,
            int scored,
            int skipped,
            @Nullable String forfeitedBy,
            @Nullable String reason,
            List<Verdict> samples,
            List<Integer> unknown) {
        this(attacker, defender, matches, scored, skipped, forfeitedBy, reason, samples, unknown, 0);
    }

    /** Scored under the rule that was played. */
    public CellRecord(
            String attacker,
            String defender,
            int matches,
            int scored,
            int skipped,
            @Nullable String forfeitedBy,
            @Nullable String reason,
            List<Verdict> samples) {
        this(attacker, defender, matches, scored, skipped, forfeitedBy, reason, samples, List.of());
    }

    /**
     * The verdict on one sample.
     *
     * @param sample position in the test split
     * @param cleanCorrect whether the clean sample was answered rightly
     * @param wrong the share of draws in which the attacker won, in [0,1]; of draws by which nothing is chosen
     * @param distance of the final candidate in the threat model's norm
     * @param queries billed
     * @param gradients billed
     * @param survives for each transformation the share of draws in which the attacker still won; empty for samples that
     *     were not broken
     * @param chosenBy the share of other draws, by which the worst of several attacks is chosen
     * @param detection what the defender's detector said; null without one
     */
    public record Verdict(
            int sample,
            boolean cleanCorrect,
            double wrong,
            double distance,
            long queries,
            long gradients,
            Map<String, Double> survives,
            double chosenBy,
            @Nullable Detection detection) {
        /** Of a defender without randomness and detector. */
        public Verdict(
                int sample,
                boolean cleanCorrect,
                double wrong,
                double distance,
                long queries,
                long gradients,
                Map<String, Double> survives) {
            this(sample, cleanCorrect, wrong, distance, queries, gradients, survives, wrong, null);
        }

        /** Whether the attacker took a sample that was right when clean: in at least half of the draws. */
        public boolean broken() {
            return cleanCorrect && wrong >= 0.5;
        }

        /** Whether no attack can take more of it: wrong when clean, or broken in all draws by which the worst is chosen. */
        boolean taken() {
            return !cleanCorrect || chosenBy >= 1;
        }

        /** The distance at which it was broken; infinite when it was not. */
        double lost() {
            return broken() ? distance : Double.POSITIVE_INFINITY;
        }
    }

    /**
     * What a detector said of one sample.
     *
     * @param cleanRejected whether the clean sample was rejected
     * @param rejected whether the final candidate was
     * @param misleads whether the final candidate, were it accepted, would be answered wrongly
     * @param cleanScore of the clean sample
     * @param score of the final candidate
     */
    public record Detection(
            boolean cleanRejected, boolean rejected, boolean misleads, double cleanScore, double score) {
        /** As a referee wrote it; null where there was no detector. */
        public static @Nullable Detection of(Outcomes outcomes, int i) {
            Outcomes.Detection detector = outcomes.detector();
            return detector == null
                    ? null
                    : new Detection(
                            outcomes.cleanLabel()[i] < 0,
                            outcomes.adversarialLabel()[i] < 0,
                            outcomes.margin()[i] < 0,
                            detector.clean()[i],
                            detector.candidate()[i]);
        }
    }

    /** Copies the lists. */
    public CellRecord {
        samples = List.copyOf(samples);
        unknown = List.copyOf(unknown);
    }

    /** The same where of samples that it was not given some are lost, and the others are not known, for a reason. */
    CellRecord with(List<Verdict> alsoLost, List<Integer> alsoUnknown, String why) {
        List<Verdict> verdicts = new ArrayList<>(samples);
        verdicts.addAll(alsoLost);
        List<Integer> open = new ArrayList<>(unknown);
        open.addAll(alsoUnknown);
        return new CellRecord(
                attacker,
                defender,
                matches,
                scored,
                skipped,
                forfeitedBy,
                reason == null && !open.isEmpty() ? why : reason,
                verdicts,
                open,
                spared - alsoLost.size() - alsoUnknown.size());
    }

    /** The mean of a cost; 0 of no verdicts. */
    static double mean(List<Verdict> verdicts, ToLongFunction<Verdict> cost) {
        return verdicts.stream().mapToLong(cost).average().orElse(0);
    }

    /** How far it has come. */
    public CellState state() {
        if (forfeitedBy != null) {
            return CellState.FORFEITED;
        }
        if (skipped > 0) {
            return CellState.SKIPPED;
        }
        if (scored == matches) {
            return unknown.isEmpty() ? CellState.PLAYED : CellState.PARTLY_KNOWN;
        }
        return scored == 0 ? CellState.NOT_PLAYED : CellState.PARTLY_PLAYED;
    }

    /** Whether nothing that is still to come can change a defender's standing by this cell. */
    boolean settled() {
        return switch (state()) {
            case PLAYED -> true;
            case SKIPPED -> over() && unknown.isEmpty();
            case FORFEITED -> over() && unknown.isEmpty() && "attack".equals(forfeitedBy);
            case NOT_PLAYED, PARTLY_PLAYED, PARTLY_KNOWN -> false;
        };
    }

    /** Whether no verdict is still to come: one slice may forfeit while others are still played. */
    boolean over() {
        return scored + skipped >= matches;
    }
}
