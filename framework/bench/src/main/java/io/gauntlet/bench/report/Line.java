package io.gauntlet.bench.report;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One measurement.
 *
 * @param name of what was measured
 * @param ours what Gauntlet reached, in the table's unit
 * @param peers what each of the table's peers reached; NaN where one cannot do this
 * @param ratio ours / that of the peer that counts
 * @param goal what the ratio should be, where somebody said so
 */
public record Line(String name, double ours, List<Double> peers, Ratio ratio, Optional<Goal> goal) {
    /** Copies the list. */
    public Line {
        peers = List.copyOf(peers);
    }

    /** The line on its own, for progress: such as {@code M gradient: ours 21.3 ms, libtorch 69.2 ms, ratio 0.31}. */
    public String alone(String unit, List<String> peerNames) {
        StringBuilder text = new StringBuilder(name)
                .append(": ours ")
                .append(Numbers.measured(ours))
                .append(' ')
                .append(unit);
        for (int i = 0; i < peers.size(); i++) {
            text.append(", ").append(peerNames.get(i)).append(' ');
            text.append(Numbers.measured(peers.get(i))).append(' ').append(unit);
        }
        return text.append(", ratio ").append(ratio).toString();
    }

    /** Whether the goal is met; null without a goal or without a ratio. */
    public @Nullable Boolean met() {
        if (goal.isEmpty() || Double.isNaN(ratio.median())) {
            return null;
        }
        return goal.get().met(ratio.median());
    }
}
