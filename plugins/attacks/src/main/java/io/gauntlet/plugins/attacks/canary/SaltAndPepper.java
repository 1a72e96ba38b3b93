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

/** Sets random pixels to black or white. A canary. */
public final class SaltAndPepper implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "salt-and-pepper",
                    "1",
                    "Turns random pixels black or white, more and more until the sample is misjudged, then fewer: a canary.",
                    List.of("As in Rauber, Brendel, Bethge: Foolbox, 2017, SaltAndPepperNoiseAttack"),
                    "Defaults are those of Foolbox: 1000 trials, all channels of a pixel together. Each success narrows the"
                            + " share of pixels that later trials change. It never looks at the network: an attack of the"
                            + " same norm that does not beat it is broken."),
            AttackInfo.Kind.MINIMUM_NORM,
            Norm.OF_VALUES,
            Knowledge.LABEL,
            true,
            false,
            "steps queries, no gradients",
            true);

    /** Its parameters. */
    public record Parameters(
            @Param(value = "trials for each sample", defaultValue = "1000", min = 1, max = 1_000_000)
            int steps,

            @Param(value = "change all channels of a pixel together", defaultValue = "true")
            boolean acrossChannels) {}

    private final Parameters parameters;

    public SaltAndPepper(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        long[] shape = target.shape();
        int together = parameters.acrossChannels() && shape.length == 3 ? (int) shape[2] : 1;
        return new SaltAndPepperSearch(rows, target, parameters.steps(), together);
    }
}
