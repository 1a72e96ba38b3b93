package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.Norm;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class TradesTest extends DefenseContract<Trades.Parameters> {
    @Override
    protected DefenseFactory<Trades.Parameters> factory() {
        return TrainingDefenses.trades();
    }

    @Override
    protected Trades.Parameters parameters() {
        return new Trades.Parameters(0.05, Norm.LINF, 3, 0, 1, 0.4, 8, 40, 5e-3, 20);
    }
}
