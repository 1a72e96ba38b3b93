package io.gauntlet.plugins.attacks.physical;

import java.util.EnumSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.api.transformation.ChosenTransformation;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.rows.Picture;

/** Turns and shifts the picture until it is misjudged. */
public final class Spatial implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "spatial",
                    "3",
                    "Rotates and translates the picture: every pose of a grid, random ones, or up the loss's gradient by"
                            + " angle and shift.",
                    List.of(
                            "Engstrom, Tran, Tsipras, Schmidt, Madry: Exploring the Landscape of Spatial Robustness, ICML"
                                    + " 2019, section 3 (grid search, worst-of-k, first-order)"),
                    "It is made for threat models of poses, such as {rotation: 30, translation: 3}: their limits hold, the"
                            + " referee renders the poses that it hands in, and the pose that takes the smallest share of"
                            + " the limits is kept; the grid begins there and ends at the first success. Limits and grid"
                            + " are the paper's for pictures of 28 and 32 pixels: 30 degrees, 3 pixels, 31 angles and 5 x"
                            + " 5 shifts. The paper finds the grid stronger than the gradient by far, and ten random poses"
                            + " close to it. Measured by mnist-spatial.yaml on 200 images: within 30 degrees and 3 pixels a"
                            + " small-cnn keeps 20.5 % right against ten random poses, and none against the grid (129"
                            + " queries) or the gradient (200 gradients); within 10 degrees and 1 pixel 94.0, 78.0 and"
                            + " 78.0 %, one that was trained against L-inf attacks 94.5, 81.5 and 82.0 %. Smaller limits"
                            + " that are scored from the record are searched by fewer points of the grid than limits that"
                            + " are played. Only search gradient needs white-box knowledge; its numbers of starts and"
                            + " steps are this framework's, and each step changes angle and shifts by the same share of"
                            + " their limits. In a norm of values what it hands in is measured like any other picture:"
                            + " turned pictures are far away, so that only a large epsilon lets them count. There search"
                            + " random can draw other transformations instead. Needs pictures: height x width x"
                            + " channels."),
            AttackInfo.Kind.MINIMUM_NORM,
            EnumSet.allOf(Norm.class),
            Knowledge.LABEL,
            true,
            false,
            "grid: angles x shifts x shifts queries; random: tries; gradient: tries x steps gradients and tries x (steps"
                    + " + 1) queries");

    /** How poses are found. */
    public enum SearchChoice {
        /** All of a grid. */
        GRID,
        /** Some drawn at random. */
        RANDOM,
        /** Up the gradient of a loss by the pose, from random starts. */
        GRADIENT
    }

    /** Its parameters. */
    public record Parameters(
            @Param(value = "how poses are found", defaultValue = "grid")
            SearchChoice search,

            @Param(
                    value =
                            "the greatest rotation, in degrees either way about the middle, where the threat model limits"
                                    + " values; where it limits the pose, its limit holds instead",
                    defaultValue = "30",
                    min = 0,
                    max = 180)
            double rotation,

            @Param(
                    value = "the greatest translation, in pixels either way, across and down; likewise",
                    defaultValue = "3",
                    min = 0,
                    max = 10_000)
            double translation,

            @Param(value = "grid: angles, evenly from limit to limit", defaultValue = "31", min = 1, max = 10_000)
            int angles,

            @Param(
                    value = "grid: shifts across, and as many down, evenly from limit to limit",
                    defaultValue = "5",
                    min = 1,
                    max = 1000)
            int shifts,

            @Param(
                    value = "random: poses drawn for each sample; gradient: starts drawn",
                    defaultValue = "10",
                    min = 1,
                    max = 1_000_000)
            int tries,

            @Param(value = "gradient: steps for each start", defaultValue = "20", min = 1, max = 1_000_000)
            int steps,

            @Param(
                    value = "gradient: the size of a step, as a share of the limits",
                    defaultValue = "0.1",
                    min = 1e-6,
                    max = 2)
            double relativeStep,

            @Param(value = "gradient: the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss,

            @Param(
                    value =
                            "random: transformations that follow one another, drawn instead of rotation and translation",
                    defaultValue = "[]",
                    min = 0,
                    max = 20)
            List<ChosenTransformation<?>> transformations) {
        /** Copies the list. @throws IllegalArgumentException when transformations are given to another search */
        public Parameters {
            transformations = List.copyOf(transformations);
            if (search != SearchChoice.RANDOM && !transformations.isEmpty()) {
                throw new IllegalArgumentException(
                        "transformations are drawn by search random alone: choose it, or leave them out.");
            }
        }
    }

    private final Parameters parameters;

    public Spatial(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        if (!parameters.transformations().isEmpty()) {
            if (rows.threatModel().norm() == Norm.POSE) {
                throw new IllegalArgumentException("The threat model allows rotation and translation alone (norm pose):"
                        + " leave out the transformations of spatial.");
            }
            return new DrawnTransformations(
                    rows, target, Stages.of(parameters.transformations(), target.shape()), parameters.tries());
        }
        PosedRows posed = new PosedRows(rows, Picture.of(INFO, target));
        PoseLimits limits = rows.threatModel().poseLimits();
        Poses poses = limits == null
                ? new Poses(parameters.rotation(), parameters.translation(), parameters.angles(), parameters.shifts())
                : Poses.within(limits, parameters.angles(), parameters.shifts());
        return switch (parameters.search()) {
            case GRID -> grid(rows, target, posed, poses, limits);
            case RANDOM ->
                new PoseTrials(
                        rows, target, posed, parameters.tries(), row -> poses.draw(rows.draws(row, "pose")), false);
            case GRADIENT -> new PoseClimb(rows, target, posed, poses, parameters);
        };
    }

    private static Search grid(Rows rows, Target target, PosedRows posed, Poses poses, @Nullable PoseLimits limits) {
        if (limits == null) {
            return new PoseTrials(
                    rows, target, posed, poses.gridSize(), row -> poses.grid(rows.iteration()[row]), false);
        }
        Pose[] grid = poses.nearestFirst(limits);
        return new PoseTrials(rows, target, posed, grid.length, row -> grid[rows.iteration()[row]], true);
    }
}
