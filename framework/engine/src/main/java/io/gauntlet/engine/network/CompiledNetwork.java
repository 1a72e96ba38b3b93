package io.gauntlet.engine.network;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.plan.Parameters;
import io.gauntlet.engine.plan.Plan;

/** A network computed by a plan, which is compiled at first use. */
public final class CompiledNetwork implements Network, BlockStage {
    /** The number of samples computed together unless said otherwise. */
    public static final int DEFAULT_BLOCK = 64;

    private final String architecture;
    private final Blueprint blueprint;
    private final Parameters parameters;
    private final int block;
    private final boolean learning;
    private final boolean owner;
    private final long sampleLength;
    private @Nullable Plan plan;
    private @Nullable RowViews logits;
    private @Nullable RowViews inputGradient;
    private @Nullable INDArray result;
    private boolean closed;
    private int rows;
    private long passes;

    private CompiledNetwork(
            String architecture,
            Blueprint blueprint,
            Parameters parameters,
            int block,
            boolean learning,
            boolean owner) {
        this.architecture = architecture;
        this.blueprint = blueprint;
        this.parameters = parameters;
        this.block = block;
        this.learning = learning;
        this.owner = owner;
        sampleLength = Arrays.stream(blueprint.shape()).reduce(1, Math::multiplyExact);
    }

    /**
     * A network with given parameters.
     *
     * @param architecture its id, or the name of the imported file
     * @param values all parameters, in the order of the {@link ParameterLayout}
     * @param block samples computed together, at least 1
     * @throws NonFiniteException when a parameter is NaN or infinite
     */
    public static CompiledNetwork of(String architecture, Blueprint blueprint, float[] values, int block) {
        if (block < 1) {
            throw new IllegalArgumentException("The block size must be at least 1, not " + block + ".");
        }
        Parameters parameters = new Parameters(new ParameterLayout(blueprint), values);
        return new CompiledNetwork(architecture, blueprint, parameters, block, false, true);
    }

    /**
     * Another instance, with a plan of its own, over the same parameters, which it does not free. For learning: batch
     * normalisations use the statistics of what it is given.
     */
    public CompiledNetwork learner(int otherBlock) {
        return new CompiledNetwork(architecture, blueprint, parameters, otherBlock, true, false);
    }

    /** The same for evaluation: it follows the parameters as they are learned. */
    public CompiledNetwork follower(int otherBlock) {
        return new CompiledNetwork(architecture, blueprint, parameters, otherBlock, false, false);
    }

    /** Whether it computes something else in training than in evaluation. */
    public boolean normalises() {
        return parameters.layout().learned() < parameters.layout().count();
    }

    /** Another instance over a copy of the parameters, for another thread. */
    public CompiledNetwork copy() {
        return of(architecture, blueprint, parameters.values(), block);
    }

    /** Its layers. */
    public Blueprint blueprint() {
        return blueprint;
    }

    /** Its parameters. */
    public Parameters parameters() {
        return parameters;
    }

    /** Its plan. @throws IllegalStateException when the network was closed */
    public Plan plan() {
        if (closed) {
            throw new IllegalStateException("The network " + architecture + " was closed and cannot compute.");
        }
        if (plan == null) {
            plan = new Plan(blueprint, parameters, block, learning);
            logits = new RowViews(plan.logits());
            inputGradient = new RowViews(plan.inputGradient());
            rows = 0;
        }
        return plan;
    }

    @Override
    public String name() {
        return architecture;
    }

    @Override
    public String architecture() {
        return architecture;
    }

    @Override
    public long[] inputShape() {
        return blueprint.shape();
    }

    @Override
    public int classes() {
        return blueprint.classes();
    }

    @Override
    public int block() {
        return block;
    }

    @Override
    public long parameterCount() {
        return parameters.layout().learned();
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        if (!Arrays.equals(inputShape, blueprint.shape())) {
            throw new IllegalArgumentException("The network " + architecture + " takes samples of shape "
                    + Arrays.toString(blueprint.shape()) + ", not " + Arrays.toString(inputShape) + ".");
        }
        return new long[] {classes()};
    }

    @Override
    public INDArray forwardBlock(INDArray x) {
        int n = (int) x.size(0);
        if (n < 1 || n > block || x.length() != n * sampleLength) {
            throw new IllegalArgumentException("The network " + architecture + " takes 1 to " + block
                    + " samples of shape " + Arrays.toString(blueprint.shape()) + " at once, not "
                    + Arrays.toString(x.shape()) + ".");
        }
        Plan compiled = plan();
        INDArray plain = Memory.plainOf(x);
        Memory.copy(plain, 0, compiled.input(), 0, n * sampleLength);
        if (n < rows) {
            Memory.clear(compiled.input(), n * sampleLength, (rows - n) * sampleLength);
        }
        rows = n;
        compiled.rows(n);
        passes++;
        double magnitude = Memory.magnitude(compiled.input());
        if (!Double.isFinite(magnitude)) {
            throw new NonFiniteException("input", "the network " + architecture);
        }
        compiled.forwardFinite(magnitude).ifPresent(layer -> {
            throw new NonFiniteException("output", "the layer " + layer + " of the network " + architecture);
        });
        return views(logits).first(n);
    }

    @Override
    public long passes() {
        return passes;
    }

    @Override
    public INDArray backwardBlock(INDArray dy) {
        if (dy.length() != (long) rows * classes()) {
            throw new IllegalArgumentException("The network " + architecture + " last computed " + rows
                    + " samples; their gradient cannot have the shape " + Arrays.toString(dy.shape()) + ".");
        }
        Plan compiled = plan();
        INDArray into = compiled.logitsGradient();
        Memory.copy(Memory.plainOf(dy), 0, into, 0, dy.length());
        Memory.clear(into, dy.length(), into.length() - dy.length());
        compiled.backward();
        if (!Memory.finite(compiled.inputGradient())) {
            String layer = compiled.firstNonFiniteGradient()
                    .map(name -> "the layer " + name + " of the network ")
                    .orElse("the network ");
            throw new NonFiniteException("gradient", layer + architecture);
        }
        return views(inputGradient).first(rows);
    }

    private static RowViews views(@Nullable RowViews views) {
        if (views == null) {
            throw new IllegalStateException("The plan comes first.");
        }
        return views;
    }

    @Override
    public INDArray forward(INDArray x, RowDraws draws) {
        return inBlocks(x, null, classes());
    }

    @Override
    public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
        return inBlocks(x, dy, blueprint.shape());
    }

    private INDArray inBlocks(INDArray x, @Nullable INDArray dy, long... shape) {
        int n = (int) x.size(0);
        INDArray into = result(n, shape);
        long length = into.length() / n;
        for (int from = 0; from < n; from += block) {
            int to = Math.min(n, from + block);
            INDArray y = forwardBlock(n <= block ? x : RowViews.rows(x, from, to));
            if (dy != null) {
                y = backwardBlock(n <= block ? dy : RowViews.rows(dy, from, to));
            }
            Memory.copy(y, 0, into, from * length, (to - from) * length);
        }
        return into;
    }

    private INDArray result(int n, long... shape) {
        long[] full = new long[shape.length + 1];
        full[0] = n;
        System.arraycopy(shape, 0, full, 1, shape.length);
        if (result == null || !Arrays.equals(result.shape(), full)) {
            if (result != null) {
                result.close();
            }
            result = Memory.zeros(full);
        }
        return result;
    }

    @Override
    public Derivative declared() {
        return Derivative.EXACT;
    }

    @Override
    public boolean randomised() {
        return false;
    }

    @Override
    public void close() {
        closed = true;
        if (plan != null) {
            plan.close();
            plan = null;
        }
        if (result != null) {
            result.close();
            result = null;
        }
        if (owner) {
            parameters.close();
        }
    }
}
