package io.gauntlet.bench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.bench.rounds.Contestant;
import io.gauntlet.engine.backend.Operations;

/**
 * The most that our backend's libraries do on this machine: products of square matrices on each thread, by whichever of
 * oneDNN and OpenBLAS and at whichever size is fastest.
 */
final class GemmContestant implements Contestant {
    private static final int[] SIZES = {512, 1024};
    private static final int TRIALS = 3;

    private final Operations operations = new Operations();
    private final List<INDArray> arrays = new ArrayList<>();
    private final Parts threads;
    private final int count;
    private List<Runnable> fastest = List.of();
    private double billions;

    /**
     * Finds out what is fastest.
     *
     * @param threads how many products at once, at least 1
     */
    GemmContestant(int threads) {
        this.threads = new Parts(threads);
        count = threads;
        double best = 0;
        for (int size : SIZES) {
            for (List<Runnable> products : List.of(byOneDnn(size), byBlas(size))) {
                double work = 2e-9 * size * size * size * count;
                double rate = rate(products, work);
                if (rate > best) {
                    best = rate;
                    fastest = products;
                    billions = work;
                }
            }
        }
    }

    private double rate(List<Runnable> products, double work) {
        double shortest = Double.POSITIVE_INFINITY;
        for (int trial = 0; trial < TRIALS; trial++) {
            shortest = Math.min(shortest, time(products));
        }
        return work / shortest;
    }

    /** Milliseconds. */
    private double time(List<Runnable> products) {
        long before = System.nanoTime();
        threads.run(products);
        return (System.nanoTime() - before) / 1e6;
    }

    private List<Runnable> byOneDnn(int size) {
        List<Runnable> products = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            products.add(operations.product(matrix(size), false, matrix(size), false, matrix(size))::run);
        }
        return products;
    }

    private List<Runnable> byBlas(int size) {
        List<Runnable> products = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            INDArray a = matrix(size);
            INDArray b = matrix(size);
            // BLAS writes columns first.
            INDArray into = Nd4j.create(DataType.FLOAT, new long[] {size, size}, 'f');
            arrays.add(into);
            products.add(() -> Nd4j.gemm(a, b, into, false, false, 1, 0));
        }
        return products;
    }

    private INDArray matrix(int size) {
        INDArray matrix = Nd4j.rand(DataType.FLOAT, size, size);
        arrays.add(matrix);
        return matrix;
    }

    /** The floating point operations of one piece of work, in billions. */
    double billions() {
        return billions;
    }

    @Override
    public String name() {
        return "sgemm";
    }

    @Override
    public double[] burst(double seconds) {
        DoubleStream.Builder times = DoubleStream.builder();
        long start = System.nanoTime();
        do {
            times.add(time(fastest));
        } while (System.nanoTime() - start < seconds * 1e9);
        return times.build().toArray();
    }

    @Override
    public void close() {
        threads.close();
        operations.close();
        arrays.forEach(INDArray::close);
    }
}
