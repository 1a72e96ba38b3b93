package io.gauntlet.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Network;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.network.CompiledNetwork;
import io.gauntlet.engine.network.RowViews;

/** Counts the right answers of networks. */
public final class Accuracy {
    private Accuracy() {}

    /**
     * The share of examples that a network of the engine answers rightly, in [0,1], computed by the calling thread.
     *
     * @param examples at least one
     */
    public static double of(Network network, Examples examples) {
        if (!(network instanceof CompiledNetwork compiled)) {
            throw new IllegalArgumentException("Only networks of the engine can be evaluated; put others in a model.");
        }
        return (double) count(compiled, checked(examples), 0, compiled.block()) / examples.size();
    }

    private static Examples checked(Examples examples) {
        if (examples.size() == 0) {
            throw new IllegalArgumentException("There are no examples to evaluate the network on.");
        }
        return examples;
    }

    /**
     * The same, blocks of samples in turn on several instances. Does not depend on the number of threads.
     *
     * @param instances of one network in evaluation mode, for a thread each
     */
    static double of(List<CompiledNetwork> instances, Examples examples, ShardPool pool) {
        checked(examples);
        AtomicLong right = new AtomicLong();
        List<Runnable> tasks = new ArrayList<>();
        int stride = instances.size() * instances.get(0).block();
        for (int i = 0; i < instances.size(); i++) {
            CompiledNetwork network = instances.get(i);
            int first = i * network.block();
            tasks.add(() -> right.addAndGet(count(network, examples, first, stride)));
        }
        pool.run(tasks);
        return (double) right.get() / examples.size();
    }

    private static long count(CompiledNetwork network, Examples examples, int first, int stride) {
        int block = network.block();
        int length = examples.length();
        int classes = network.classes();
        float[] values = new float[block * length];
        float[] logits = new float[block * classes];
        long[] shape = new long[network.inputShape().length + 1];
        System.arraycopy(network.inputShape(), 0, shape, 1, shape.length - 1);
        shape[0] = block;
        long right = 0;
        try (INDArray images = Memory.zeros(shape)) {
            RowViews views = new RowViews(images);
            for (int from = first; from < examples.size(); from += stride) {
                int n = Math.min(block, examples.size() - from);
                for (int i = 0; i < n; i++) {
                    examples.read(from + i, values, i * length);
                }
                Memory.write(values, 0, images, 0, n * length);
                Memory.read(network.forwardBlock(views.first(n)), 0, logits, 0, n * classes);
                for (int i = 0; i < n; i++) {
                    right += Assessment.largest(logits, i * classes, classes) == examples.label(from + i) ? 1 : 0;
                }
            }
        }
        return right;
    }
}
