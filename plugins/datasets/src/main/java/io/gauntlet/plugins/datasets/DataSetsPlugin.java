package io.gauntlet.plugins.datasets;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.data.DataSetFactory;

/** Brings the data sets {@code mnist} and {@code fashion-mnist}. */
public final class DataSetsPlugin implements Plugin {
    /** For {@link java.util.ServiceLoader}. */
    public DataSetsPlugin() {}

    @Override
    public List<DataSetFactory<?>> dataSets() {
        return List.of(Mnist.factory(), FashionMnist.factory());
    }
}
