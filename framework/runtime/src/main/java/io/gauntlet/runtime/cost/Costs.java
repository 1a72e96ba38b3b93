package io.gauntlet.runtime.cost;

import java.time.Duration;

/**
 * Sums of the workers' time in this process.
 *
 * @param total all workers' time since they started
 * @param training defenders learned
 * @param attacking attacks searched, their targets included
 * @param referee the referee judged
 * @param loading data, weights and models were read and put together
 * @param store events, artifacts and jobs were read and written
 * @param bus jobs waited between their claim and their start
 */
public record Costs(
        Duration total,
        Duration training,
        Duration attacking,
        Duration referee,
        Duration loading,
        Duration store,
        Duration bus) {
    /** What is left of the total: workers without work. */
    public Duration idle() {
        Duration busy =
                training.plus(attacking).plus(referee).plus(loading).plus(store).plus(bus);
        Duration idle = total.minus(busy);
        return idle.isNegative() ? Duration.ZERO : idle;
    }

    /** What the framework adds to the work itself, as a share of it: referee, loading, store and bus by training and attacking. */
    public double overhead() {
        double work = training.plus(attacking).toNanos();
        return work == 0 ? 0 : referee.plus(loading).plus(store).plus(bus).toNanos() / work;
    }
}
