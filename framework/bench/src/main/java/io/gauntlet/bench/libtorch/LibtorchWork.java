package io.gauntlet.bench.libtorch;

import java.util.List;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** One of the operations on one batch, ready to be repeated. Nothing is differentiated that is not asked for. */
final class LibtorchWork implements AutoCloseable {
    private static final int CLASSES = 10;
    private static final float EPSILON = 0.3f;
    private static final float STEP = 0.01f;
    private static final int STEPS = 40;

    private final NDManager root = NDManager.newBaseManager();
    private final LibtorchNetwork network;
    private final NDArray x;
    private final NDArray wanted;
    private final Runnable work;

    private LibtorchWork(String operation, int samples, long[] shape, List<String> layers) {
        network = new LibtorchNetwork(root, layers, operation.startsWith("train"));
        x = root.randomUniform(0, 1, new Shape(samples, shape[0], shape[1], shape[2]), DataType.FLOAT32);
        float[] oneHot = new float[samples * CLASSES];
        for (int i = 0; i < samples; i++) {
            oneHot[i * CLASSES + i % CLASSES] = 1;
        }
        wanted = root.create(oneHot, new Shape(samples, CLASSES));
        work = switch (operation) {
            case "forward" -> this::forward;
            case "gradient" -> this::gradient;
            case "pgd40" -> this::climb;
            case "train-sgd" ->
                training(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(0.01f))
                        .optMomentum(0.9f)
                        .build());
            case "train-adam" ->
                training(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(1e-3f))
                        .build());
            default -> throw new IllegalArgumentException("the operation " + operation + " is unknown");
        };
    }

    /** Makes one ready. @throws IllegalArgumentException for unknown words */
    static LibtorchWork of(String operation, int samples, long[] shape, List<String> layers) {
        return new LibtorchWork(operation, samples, shape, layers);
    }

    /** Does it once. */
    void run() {
        work.run();
    }

    private void forward() {
        try (NDManager scope = root.newSubManager()) {
            NDArray input = scoped(x.stopGradient(), scope);
            network.forward(input);
        }
    }

    private void gradient() {
        try (NDManager scope = root.newSubManager()) {
            inputGradient(x, scope);
        }
    }

    private NDArray inputGradient(NDArray at, NDManager scope) {
        NDArray input = scoped(at.stopGradient(), scope);
        input.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(loss(input));
        }
        return scoped(input.getGradient(), scope);
    }

    /** The summed cross-entropy. */
    private NDArray loss(NDArray input) {
        return network.forward(input).logSoftmax(1).mul(wanted).sum().neg();
    }

    private void climb() {
        try (NDManager scope = root.newSubManager()) {
            NDArray lowest = scoped(x.sub(EPSILON).clip(0, 1), scope);
            NDArray highest = scoped(x.add(EPSILON).clip(0, 1), scope);
            NDArray at = scoped(x.duplicate(), scope);
            for (int step = 0; step < STEPS; step++) {
                try (NDManager inner = scope.newSubManager()) {
                    NDArray direction = inputGradient(at, inner).signi().muli(STEP);
                    NDArray moved = scoped(at.addi(direction).maximum(lowest), inner);
                    NDArray next = moved.minimum(highest);
                    next.attach(scope);
                    at.close();
                    at = next;
                }
            }
        }
    }

    private Runnable training(Optimizer optimizer) {
        return () -> {
            try (NDManager scope = root.newSubManager()) {
                NDArray input = scoped(x.stopGradient(), scope);
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    collector.backward(loss(input).div(x.getShape().get(0)));
                }
                List<NDArray> parameters = network.parameters();
                for (int i = 0; i < parameters.size(); i++) {
                    NDArray gradient = parameters.get(i).getGradient();
                    gradient.attach(scope);
                    optimizer.update(String.valueOf(i), parameters.get(i), gradient);
                }
            }
        };
    }

    private static NDArray scoped(NDArray array, NDManager scope) {
        array.attach(scope);
        return array;
    }

    @Override
    public void close() {
        root.close();
    }
}
