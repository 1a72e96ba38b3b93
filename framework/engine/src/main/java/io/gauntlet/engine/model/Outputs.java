package io.gauntlet.engine.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.model.Output;
import io.gauntlet.engine.backend.Memory;

/** Reused outputs of a batch, and the bulk copies between them and arrays. */
final class Outputs {
    private final int classes;
    private final List<Output> all = new ArrayList<>();
    private float[] values = new float[0];

    Outputs(int classes) {
        this.classes = classes;
    }

    /** The first {@code n} outputs. */
    List<Output> first(int n) {
        while (all.size() < n) {
            all.add(new Output(classes));
        }
        return Collections.unmodifiableList(all.subList(0, n));
    }

    Output get(int sample) {
        return all.get(sample);
    }

    /** Copies logits {@code [n, classes]} into the outputs from {@code at}. */
    void read(INDArray logits, int at) {
        int n = (int) logits.size(0);
        first(at + n);
        float[] flat = buffer(n);
        Memory.read(logits, 0, flat, 0, n * classes);
        for (int i = 0; i < n; i++) {
            System.arraycopy(flat, i * classes, all.get(at + i).logits(), 0, classes);
        }
    }

    /** Copies {@code n} outputs from {@code at} into {@code logits}. */
    void write(int at, int n, INDArray logits) {
        float[] flat = buffer(n);
        for (int i = 0; i < n; i++) {
            System.arraycopy(all.get(at + i).logits(), 0, flat, i * classes, classes);
        }
        Memory.write(flat, 0, logits, 0, n * classes);
    }

    /** Sets an output to zero. */
    Output cleared(int sample) {
        first(sample + 1);
        Output output = all.get(sample);
        Arrays.fill(output.logits(), 0f);
        output.score(0f);
        return output;
    }

    private float[] buffer(int n) {
        if (values.length < n * classes) {
            values = new float[n * classes];
        }
        return values;
    }
}
