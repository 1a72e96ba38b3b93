package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Backend;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.layout.Blueprint;

/**
 * A network compiled for blocks of a fixed number of samples. Write {@link #input}, run {@link #forward}, read
 * {@link #logits}; write {@link #logitsGradient}, run {@link #backward} as often as wanted, read
 * {@link #inputGradient}. Nothing is allocated while it runs. One thread at a time.
 *
 * <p>Kernels are made in the order of the {@link Schedule}, each over the arrays that those before it yield; then, from
 * the last to the first, each is told where the gradient by its output lies and says where those by its inputs will. An
 * output that several layers take has the sum of what they give back.
 */
public final class Plan implements AutoCloseable {
    private final Parameters parameters;
    private final int block;
    private final Arrays arrays;
    private final Minibatch minibatch;
    private final Kernels factory;
    private final INDArray input;
    private final INDArray logitsGradient;
    private final INDArray inputGradient;
    private final List<Step> steps;
    private final List<Kernel> kernels = new ArrayList<>();
    /** For each step what adds up the gradients by its output. */
    private final List<Operation> sums = new ArrayList<>();

    private final boolean[] learnedBefore;
    private final @Nullable INDArray gradient;
    private Operation inputSum = () -> {};
    private final Magnitudes magnitudes;
    /** For each step where the gradients by its inputs lie after its part of a backward pass. */
    private final List<List<Gradient>> givenBack = new ArrayList<>();

    private long derivedFrom;

    /**
     * Compiles.
     *
     * @param block samples computed together
     * @param learning whether parameter gradients will be wanted; then batch normalisations use the statistics of the
     *     block, and its {@link #rows}, instead of the running ones
     * @throws io.gauntlet.engine.layout.UnsupportedLayerException naming a layer that cannot be computed
     */
    public Plan(Blueprint blueprint, Parameters parameters, int block, boolean learning) {
        this.parameters = parameters;
        this.block = block;
        derivedFrom = parameters.version();
        arrays = new Arrays(largest(blueprint, block));
        gradient = learning ? arrays.zeros(parameters.layout().learned()) : null;
        minibatch = new Minibatch(block);
        factory = new Kernels(arrays, parameters, gradient, minibatch);
        steps = Schedule.of(blueprint, !learning);
        learnedBefore = new boolean[steps.size()];
        input = arrays.zeros(Arrays.full(block, blueprint.shape()));
        logitsGradient = arrays.zeros(block, blueprint.classes());
        try {
            compile();
            inputGradient = differentiate();
            magnitudes = new Magnitudes(steps, factory, learning);
        } catch (RuntimeException e) {
            arrays.close();
            throw e;
        }
    }

    private static long largest(Blueprint blueprint, int block) {
        long largest = length(blueprint.shape());
        for (long[] shape : blueprint.outputShapes()) {
            largest = Math.max(largest, length(shape));
        }
        return Math.multiplyExact(largest, block);
    }

    private static long length(long[] shape) {
        long length = 1;
        for (long side : shape) {
            length = Math.multiplyExact(length, side);
        }
        return length;
    }

    private void compile() {
        int[] uses = new int[steps.size()];
        for (Step step : steps) {
            for (int from : step.inputs()) {
                if (from >= 0) {
                    uses[from]++;
                }
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            List<Value> inputs = new ArrayList<>();
            List<long[]> shapes = new ArrayList<>();
            for (int from : step.inputs()) {
                INDArray array = from < 0 ? input : kernels.get(from).output();
                inputs.add(new Value(
                        array, from >= 0 && uses[from] == 1 && kernels.get(from).outputFree()));
                shapes.add(java.util.Arrays.copyOfRange(array.shape(), 1, array.rank()));
                learnedBefore[i] |= from >= 0 && (learnedBefore[from] || learned(steps.get(from)));
            }
            kernels.add(factory.of(step, inputs, step.layer().outputShape(shapes.toArray(long[][]::new))));
        }
    }

    private boolean learned(Step step) {
        return parameters.layout().slots().stream().anyMatch(slot -> slot.node() == step.node());
    }

    /** Builds the backward operations; returns the gradient by the input. */
    private INDArray differentiate() {
        List<List<Gradient>> given = new ArrayList<>();
        for (int i = 0; i <= steps.size(); i++) {
            given.add(new ArrayList<>());
            sums.add(() -> {});
            givenBack.add(List.of());
        }
        given.get(steps.size()).add(new Gradient(logitsGradient, false));
        for (int i = steps.size() - 1; i >= 0; i--) {
            // The network's input stands first, so that step i stands at i + 1.
            int at = i;
            Gradient whole = sum(given.get(i + 1), operation -> sums.set(at, operation));
            List<Gradient> back = kernels.get(i).differentiate(whole);
            givenBack.set(i, back);
            for (int k = 0; k < back.size(); k++) {
                given.get(steps.get(i).inputs().get(k) + 1).add(back.get(k));
            }
        }
        return sum(given.get(0), operation -> inputSum = operation).array();
    }

    /** Where the sum of several gradients lies, and what computes it. */
    private Gradient sum(List<Gradient> parts, Consumer<Operation> computedBy) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        INDArray whole = arrays.like(parts.get(0).array());
        List<Operation> adding = new ArrayList<>();
        INDArray before = parts.get(0).array();
        for (Gradient part : parts.subList(1, parts.size())) {
            adding.add(arrays.sum(before, part.array(), whole));
            before = whole;
        }
        computedBy.accept(() -> adding.forEach(Operation::run));
        return new Gradient(whole, true);
    }

    /** How many samples are computed together. */
    public int block() {
        return block;
    }

    /**
     * Says how many rows of the {@link #input}, from the first, are samples; the block unless said. Where the plan
     * learns, the others do not count in batch normalisations.
     */
    public void rows(int samples) {
        minibatch.rows(samples);
    }

    /** What each batch normalisation saw in the last {@link #forward}, if the plan learns, in the layers' order. */
    public List<MinibatchStatistics> statistics() {
        return minibatch.statistics();
    }

    /** {@code [block, shape...]}, to be written. */
    public INDArray input() {
        return input;
    }

    /** {@code [block, classes]}. */
    public INDArray logits() {
        return kernels.get(kernels.size() - 1).output();
    }

    /** The gradient by the logits, {@code [block, classes]}, to be written before a backward pass. */
    public INDArray logitsGradient() {
        return logitsGradient;
    }

    /** {@code [block, shape...]}. */
    public INDArray inputGradient() {
        return inputGradient;
    }

    /** The gradient by all learned parameters, flat. @throws IllegalStateException when the plan does not learn */
    public INDArray parameterGradient() {
        if (gradient == null) {
            throw new IllegalStateException("This plan was compiled without parameter gradients.");
        }
        return gradient;
    }

    /** Computes the logits. */
    public void forward() {
        prepare();
        for (Kernel kernel : kernels) {
            kernel.forward();
        }
    }

    /**
     * Computes the logits and makes sure that no value in between became NaN or infinite, which a ReLU would hide. An
     * output is looked at only where the layers so far could have made an input of this magnitude overflow: in most
     * networks nowhere, or at every tenth layer.
     *
     * @param magnitude what no value of the input exceeds
     * @return the layer at which a value became NaN or infinite, where computing stopped; empty when all are finite
     */
    public Optional<String> forwardFinite(double magnitude) {
        prepare();
        magnitudes.begin(magnitude, parameters.version());
        for (int i = 0; i < kernels.size(); i++) {
            kernels.get(i).forward();
            if (magnitudes.after(i)
                    && !magnitudes.measured(i, Memory.magnitude(kernels.get(i).output()))) {
                return Optional.of(steps.get(i).layer().name());
            }
        }
        return Memory.finite(logits())
                ? Optional.empty()
                : Optional.of(steps.get(steps.size() - 1).layer().name());
    }

    private void prepare() {
        Backend.pin();
        if (derivedFrom != parameters.version()) {
            factory.weightsChanged();
            kernels.forEach(Kernel::weightsChanged);
            derivedFrom = parameters.version();
        }
    }

    /** Computes the gradient by the input at the last forward pass. */
    public void backward() {
        Backend.pin();
        for (int i = kernels.size() - 1; i >= 0; i--) {
            sums.get(i).run();
            kernels.get(i).backward();
        }
        inputSum.run();
    }

    /** Computes the gradient by the parameters at the last forward pass. The gradient by the input is undefined after it. */
    public void learn() {
        Backend.pin();
        for (int i = kernels.size() - 1; i >= 0; i--) {
            sums.get(i).run();
            kernels.get(i).learn(learnedBefore[i]);
        }
    }

    /**
     * Runs the backward pass again, looking at every gradient: the first layer, from the last, that makes one NaN or
     * infinite. No layer hides such a gradient, so that the gradient by the input says whether to ask. Empty when all are
     * finite.
     */
    public Optional<String> firstNonFiniteGradient() {
        for (int i = kernels.size() - 1; i >= 0; i--) {
            sums.get(i).run();
            kernels.get(i).backward();
            for (Gradient gradient : givenBack.get(i)) {
                if (!Memory.finite(gradient.array())) {
                    return Optional.of(steps.get(i).layer().name());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        arrays.close();
    }
}
