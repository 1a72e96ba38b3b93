package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.event.Event;

/** What an attack did before its match, as text. */
public final class FittingText {
    private FittingText() {}

    /** To follow a verdict: {@code ; before it the attack trained 2 networks and asked 300 queries}; empty when it did nothing. */
    public static String after(Event.@Nullable Fitting fitting) {
        if (fitting == null) {
            return "";
        }
        List<String> did = new ArrayList<>();
        if (!fitting.surrogates().isEmpty()) {
            did.add("was given " + many(fitting.surrogates().size(), "trained network", "trained networks"));
        }
        List<String> asked = new ArrayList<>();
        if (fitting.queries() > 0) {
            asked.add(many(fitting.queries(), "query", "queries"));
        }
        if (fitting.gradients() > 0) {
            asked.add(many(fitting.gradients(), "gradient", "gradients"));
        }
        if (!asked.isEmpty()) {
            did.add("asked " + String.join(" and ", asked));
        }
        return did.isEmpty() ? "" : "; before it the attack " + String.join(" and ", did);
    }

    private static String many(long n, String one, String more) {
        return String.format(Locale.ROOT, "%,d %s", n, n == 1 ? one : more);
    }
}
