package io.gauntlet.runtime.work;

import io.gauntlet.runtime.bus.PluginBus;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.cost.CostAccount;
import io.gauntlet.runtime.plugin.PluginVersions;
import io.gauntlet.store.Database;

/**
 * What jobs are done with.
 *
 * @param database events, artifacts, jobs
 * @param plugins what can be played
 * @param bus reaches their verticles
 * @param pool runs their code
 * @param dataSets loads data
 * @param shelf keeps assembled models
 * @param costs sums up the time
 * @param environment the hash of where this runs, as recorded
 */
public record Workplace(
        Database database,
        PluginVersions plugins,
        PluginBus bus,
        ComputePool pool,
        DataSets dataSets,
        ModelShelf shelf,
        CostAccount costs,
        String environment) {}
