package io.gauntlet.runtime;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.engine.architecture.Architectures;

/** The engine's architectures in the form in which plug-ins bring theirs. */
final class StockPlugin implements Plugin {
    private final Architectures stock;

    StockPlugin(Architectures stock) {
        this.stock = stock;
    }

    @Override
    public List<Architecture> architectures() {
        return List.copyOf(stock.all());
    }
}
