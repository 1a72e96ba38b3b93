package org.example.csv;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.data.DataSetFactory;

/** What this jar brings; META-INF/services names it. */
public final class CsvPlugin implements Plugin {
    @Override
    public List<DataSetFactory<?>> dataSets() {
        return List.of(Csv.FACTORY);
    }
}
