package io.gauntlet.plugins.attacks.decision;

import java.util.List;
import java.util.Set;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.geometry.Geometry;

/** Searches among directions of signs for the one that meets the decision boundary first. */
public final class Rays implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "rays",
                    "1",
                    "Turns the signs of ever smaller blocks of values over, and keeps what brings the boundary nearer.",
                    List.of("Chen, Gu: RayS: A Ray Searching Method for Hard-label Adversarial Attack, KDD 2020,"
                            + " algorithms 1 and 3"),
                    "Needs only the class, and estimates nothing: a good check on networks that hide their gradients."
                            + " Defaults are those of the authors' program, which spends all queries or stops at"
                            + " epsilon; here all are spent, for the distance. Beyond the paper: the direction to begin"
                            + " with is asked too; targeted the search begins at the signs towards samples of the goal"
                            + " from the attacker's split, and untargeted at those towards samples of other classes once"
                            + " the first 127 blocks lead nowhere. Blocks are runs of values in the order height, width,"
                            + " channel."),
            AttackInfo.Kind.MINIMUM_NORM,
            Set.of(Norm.LINF),
            Knowledge.LABEL,
            true,
            false,
            "queries queries, no gradients");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "queries for each sample", defaultValue = "10000", min = 1, max = 10_000_000)
            int queries,

            @Param(
                    value =
                            "how exactly the boundary is met: the L2 length, before the box, of the last halving's step",
                    defaultValue = "0.001",
                    min = 1e-9,
                    max = 1)
            double tolerance,

            @Param(value = "own samples tried as a start", defaultValue = "100", min = 0, max = 1_000_000)
            int samples) {}

    private final Parameters parameters;

    public Rays(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Geometry.of(INFO, rows.threatModel().norm());
        return new RaysSearch(rows, target, parameters);
    }
}
