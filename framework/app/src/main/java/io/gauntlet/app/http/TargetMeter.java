package io.gauntlet.app.http;

import java.util.HashMap;
import java.util.Map;

/** Counts what each client has asked each model since the server started, and refuses what a budget does not cover. */
final class TargetMeter {
    /**
     * What a client has spent on a model.
     *
     * @param calls how many requests
     * @param queries how many candidates
     * @param gradients how many of them with a gradient
     */
    record Spent(long calls, long queries, long gradients) {}

    private record Account(String client, String model) {}

    private final long budget;
    private final Map<Account, Spent> accounts = new HashMap<>();

    /**
     * With nothing spent.
     *
     * @param budget how many queries each client has for each model
     */
    TargetMeter(long budget) {
        this.budget = budget;
    }

    synchronized Spent spent(String client, String model) {
        return accounts.getOrDefault(new Account(client, model), new Spent(0, 0, 0));
    }

    long left(String client, String model) {
        return budget - spent(client, model).queries();
    }

    /**
     * Bills a call.
     *
     * @return the number of the call's first query, from 0
     * @throws HttpFailure when the budget does not cover all of it; nothing is billed then
     */
    synchronized long pay(String client, String model, int queries, int gradients) {
        Spent before = spent(client, model);
        long left = budget - before.queries();
        if (queries > left) {
            throw new HttpFailure(
                    429,
                    "Of the " + budget + " queries that '" + client + "' has for this model " + left
                            + " are left, and this request takes " + queries + ".");
        }
        accounts.put(
                new Account(client, model),
                new Spent(before.calls() + 1, before.queries() + queries, before.gradients() + gradients));
        return before.queries();
    }
}
