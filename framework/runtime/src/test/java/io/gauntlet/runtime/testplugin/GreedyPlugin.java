package io.gauntlet.runtime.testplugin;

import java.util.EnumSet;
import java.util.List;

import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;

/** Players that ask for more memory than arrays may take. */
public final class GreedyPlugin implements Plugin {
    /** Values of 4 bytes: 6 GiB at once, more than the tests allow. */
    private static final long[] TOO_MUCH = {1536, 1024, 1024};

    @Override
    public List<DefenseFactory<?>> defenses() {
        DefenseInfo info = new DefenseInfo(description("greedy"), false, true);
        return List.of(new DefenseFactory<>(info, NoParameters.class, params -> training -> {
            throw new IllegalStateException(
                    "There is room for " + Nd4j.create(TOO_MUCH).length());
        }));
    }

    @Override
    public List<AttackFactory<?>> attacks() {
        AttackInfo info = new AttackInfo(
                description("gorge"),
                AttackInfo.Kind.FIXED_EPSILON,
                EnumSet.of(Norm.LINF),
                Knowledge.LABEL,
                false,
                false,
                "none");
        return List.of(new AttackFactory<>(info, NoParameters.class, params -> (rows, target, fitted) -> {
            throw new IllegalStateException(
                    "There is room for " + Nd4j.create(TOO_MUCH).length());
        }));
    }

    private static Description description(String id) {
        return new Description(id, "1", "For tests.", List.of(), "");
    }
}
