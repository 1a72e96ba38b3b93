package io.gauntlet.plugins.defenses.input;

import java.util.List;
import java.util.function.Function;

import io.gauntlet.api.Description;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.model.Stage;
import io.gauntlet.plugins.defenses.around.Around;
import io.gauntlet.plugins.defenses.around.SampleShape;

/** A defense that puts one stage before a model and learns nothing but the shape of its samples. */
final class InputDefense implements Defense {
    /** Makes the stage for samples of a shape. */
    @FunctionalInterface
    interface Maker {
        /** @throws IllegalArgumentException when samples of that shape are not taken, with one sentence */
        Stage stage(long[] shape);
    }

    private final Maker maker;

    private InputDefense(Maker maker) {
        this.maker = maker;
    }

    static <P extends Record> DefenseFactory<P> factory(
            String id,
            String summary,
            List<String> papers,
            String notes,
            boolean randomised,
            boolean canary,
            Class<P> parameters,
            Function<P, Maker> maker) {
        DefenseInfo info = new DefenseInfo(new Description(id, "1", summary, papers, notes), randomised, false, canary);
        return new DefenseFactory<>(info, parameters, values -> new InputDefense(maker.apply(values)));
    }

    @Override
    public Parts train(Training training) {
        long[] shape = training.baseModel().shape();
        maker.stage(shape).close();
        return SampleShape.parts(shape);
    }

    @Override
    public DefendedModel assemble(Parts parts, DefendedModel base) {
        return Around.before(maker.stage(SampleShape.of(parts)), base);
    }
}
