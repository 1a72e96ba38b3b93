package io.gauntlet.runtime.estimate;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.spec.Mode;

/**
 * What a tournament, or the first round of several, would cost if no sample were broken.
 *
 * @param grid who meets whom
 * @param workers how many matches are played at once
 * @param mode whether attacks are given what those before them broke
 * @param rounds how many rounds there are at most
 * @param order the attackers' labels, as they play
 * @param trainings one for each defender
 * @param attackers one for each attacker and threat model
 * @param broken how many canaries defend beside those that are named
 * @param canaries what is spent on them, and by weak attacks, under each threat model
 */
public record TournamentEstimate(
        Grid grid,
        int workers,
        Mode mode,
        int rounds,
        List<String> order,
        List<Trained> trainings,
        List<Attacking> attackers,
        int broken,
        List<Attacking> canaries) {
    /** Copies the lists. */
    public TournamentEstimate {
        order = List.copyOf(order);
        trainings = List.copyOf(trainings);
        attackers = List.copyOf(attackers);
        canaries = List.copyOf(canaries);
    }

    /**
     * The training of a defender.
     *
     * @param defender its label
     * @param architecture of the network that is trained; null when none is
     * @param time for all of it on this machine; null when it could not be measured, or nothing is trained
     */
    public record Trained(
            String defender,
            @Nullable String architecture,
            @Nullable Duration time) {}

    /**
     * What an attack spends on one sample that stands.
     *
     * @param queries forward passes
     * @param gradients of the target
     * @param obstacle why that is not known; null when it is
     */
    public record Calls(
            double queries, double gradients, @Nullable String obstacle) {
        static Calls unknown(String why) {
            return new Calls(0, 0, why);
        }
    }

    /**
     * An attacker's matches under a threat model, against all defenders.
     *
     * @param attacker its label
     * @param threatModel what it is granted
     * @param matches how many
     * @param fits whether it also spends something before its matches, which is not counted
     * @param calls for one sample
     * @param gradients at most, over all samples and defenders
     * @param time at most, of one worker
     */
    public record Attacking(
            String attacker,
            ThreatModel threatModel,
            int matches,
            boolean fits,
            Calls calls,
            double gradients,
            Duration time) {}

    /** All trainings that could be measured: each uses the whole machine. */
    public Duration training() {
        return trainings.stream()
                .map(Trained::time)
                .filter(time -> time != null)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** All matches, on all workers; without those of canaries. */
    public Duration attacking() {
        return time(attackers);
    }

    /** All matches of canaries, on all workers. */
    public Duration besides() {
        return time(canaries);
    }

    private Duration time(List<Attacking> some) {
        return some.stream()
                .map(Attacking::time)
                .reduce(Duration.ZERO, Duration::plus)
                .dividedBy(workers);
    }

    /** All gradients, at most. */
    public double gradients() {
        return attackers.stream().mapToDouble(Attacking::gradients).sum();
    }

    /** Whether something is not in the sums. */
    public boolean incomplete() {
        return attackers.stream().anyMatch(one -> one.calls().obstacle() != null || one.fits())
                || trainings.stream().anyMatch(one -> one.architecture() != null && one.time() == null);
    }
}
