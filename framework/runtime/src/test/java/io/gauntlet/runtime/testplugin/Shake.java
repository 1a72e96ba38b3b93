package io.gauntlet.runtime.testplugin;

import java.util.concurrent.atomic.AtomicInteger;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;

/** Tries uniform noise, then what is stored. */
final class Shake implements Search {
    private static final AtomicInteger BEGUN = new AtomicInteger();

    private final Rows rows;
    private final Target target;
    private final int steps;
    private final int number = BEGUN.incrementAndGet();

    Shake(Rows rows, Target target, int steps) {
        this.rows = rows;
        this.target = target;
        this.steps = steps;
    }

    @Override
    public void admit(int[] fresh) {}

    @Override
    public void step() {
        Hold.search(number);
        INDArray x = rows.image("candidate");
        int n = rows.live();
        int length = Math.toIntExact(x.length() / n);
        float[] clean = new float[n * length];
        float[] values = new float[n * length];
        Floats.get(rows.original(), clean);
        float[] noise = new float[length];
        for (int row = 0; row < n; row++) {
            int stored = rows.restart()[row] - 1;
            if (stored >= 0) {
                rows.warmStart(row, stored, values, row * length);
                continue;
            }
            float epsilon = rows.epsilon()[row];
            rows.draws(row, "noise").fillUniform(noise, -epsilon, epsilon);
            for (int i = 0; i < length; i++) {
                int at = row * length + i;
                values[at] = Math.min(1, Math.max(0, clean[at] + noise[i]));
            }
        }
        Floats.put(values, x);
        rows.offer(x, target.labels(x, rows.all()));
        for (int row = 0; row < n; row++) {
            if (rows.restart()[row] > 0 || rows.iteration()[row] + 1 >= steps) {
                end(row);
            }
        }
    }

    private void end(int row) {
        if (rows.restart()[row] < rows.warmStarts(row)) {
            rows.restart(row);
        } else {
            rows.finish(row);
        }
    }
}
