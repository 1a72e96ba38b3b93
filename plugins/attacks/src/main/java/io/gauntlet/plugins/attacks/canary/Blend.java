package io.gauntlet.plugins.attacks.canary;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;

/** Blends the sample with uniform noise. A canary. */
public final class Blend implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "blend",
                    "1",
                    "Blends the sample with uniform noise, more and more until it is misjudged: a canary.",
                    List.of("As in Rauber, Brendel, Bethge: Foolbox, 2017, LinearSearchBlendedUniformNoiseAttack"),
                    "Defaults are those of Foolbox: up to 1000 noises until one is misjudged by itself, then 1000 steps from"
                            + " the sample towards it. It never looks at the network: an attack of the same norm that does"
                            + " not beat it is broken."),
            AttackInfo.Kind.MINIMUM_NORM,
            Norm.OF_VALUES,
            Knowledge.LABEL,
            true,
            false,
            "at most directions + steps queries, no gradients",
            true);

    /** Its parameters. */
    public record Parameters(
            @Param(value = "noises tried until one is misjudged", defaultValue = "1000", min = 1, max = 1_000_000)
            int directions,

            @Param(
                    value = "shares of noise tried on the way to it, evenly spaced",
                    defaultValue = "1000",
                    min = 1,
                    max = 1_000_000)
            int steps) {}

    private final Parameters parameters;

    public Blend(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        return new BlendSearch(rows, target, parameters);
    }
}
