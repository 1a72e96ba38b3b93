package io.gauntlet.engine.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.model.Stage;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.network.RowViews;

/** Stages in a row, computed block by block. */
final class StageChain implements Model {
    private final List<Stage> stages;
    /** For each stage what replaces its derivative; null for its own. */
    private final List<@Nullable Stage> surrogates;

    private final @Nullable Detector detector;
    private final long[] shape;
    private final int classes;
    private final int block;
    private final boolean owning;
    private final Outputs outputs;
    private final Outputs wanted;
    private final BatchArray result;
    private final BatchArray logitsGradient;
    /** Copies of samples, for several rows of a Jacobian at once. */
    private final BatchArray repeated;

    private final BlockViews views = new BlockViews();
    private final Trace trace;

    private float[] weights = new float[0];

    StageChain(DefendedModel defended, long[] shape, boolean owning) {
        this(
                defended.stages(),
                new ArrayList<>(Collections.nCopies(defended.stages().size(), null)),
                defended.detector().orElse(null),
                shape,
                Models.block(defended),
                owning);
    }

    private StageChain(
            List<Stage> stages,
            List<@Nullable Stage> surrogates,
            @Nullable Detector detector,
            long[] shape,
            int block,
            boolean owning) {
        this.stages = stages;
        this.surrogates = surrogates;
        this.detector = detector;
        this.shape = shape.clone();
        this.block = block;
        this.owning = owning;
        long[] at = shape;
        for (Stage stage : stages) {
            at = stage.outputShape(at);
        }
        if (at.length != 1) {
            throw new IllegalArgumentException(
                    "The last stage, " + stages.get(stages.size() - 1).name() + ", yields samples of shape "
                            + Arrays.toString(at) + " instead of logits.");
        }
        classes = Math.toIntExact(at[0]);
        outputs = new Outputs(classes);
        wanted = new Outputs(classes);
        result = new BatchArray(shape);
        logitsGradient = new BatchArray(classes);
        repeated = new BatchArray(shape);
        boolean shared = detector != null || surrogates.stream().anyMatch(Objects::nonNull);
        trace = new Trace(stages, surrogates, shape, shared);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int block() {
        return block;
    }

    @Override
    public boolean randomised() {
        return stages.stream().anyMatch(Stage::randomised) || (detector != null && detector.randomised());
    }

    @Override
    public List<Stage> stages() {
        return stages;
    }

    @Override
    public List<Stage> views() {
        return detector == null ? List.of() : detector.views();
    }

    @Override
    public float threshold() {
        return detector == null ? Float.POSITIVE_INFINITY : detector.threshold();
    }

    @Override
    public List<Output> forward(INDArray x, RowDraws draws) {
        int n = rows(x);
        for (int from = 0; from < n; from += block) {
            forwardBlock(x, from, Math.min(n, from + block), draws);
        }
        return outputs.first(n);
    }

    @Override
    public INDArray gradient(INDArray x, RowDraws draws, OutputGradient gradient) {
        int n = rows(x);
        INDArray into = result.rows(n);
        for (int from = 0; from < n; from += block) {
            int to = Math.min(n, from + block);
            RowDraws own = forwardBlock(x, from, to, draws);
            for (int i = from; i < to; i++) {
                gradient.apply(i, outputs.get(i), wanted.cleared(i - from));
            }
            INDArray dy = logitsGradient.rows(to - from);
            wanted.write(0, to - from, dy);
            INDArray dx = Memory.plainOf(trace.backward(withDetector(dy, to - from, own), own));
            Memory.copy(dx, 0, into, from * result.rowLength(), (to - from) * result.rowLength());
            addDetector(into, from, to, own);
        }
        check(into);
        return into;
    }

    @Override
    public Jacobian jacobian(INDArray x, RowDraws draws, int[][] chosen) {
        int n = rows(x);
        if (chosen.length != n) {
            throw new IllegalArgumentException("Classes are chosen for " + chosen.length + " samples of " + n + ".");
        }
        int each = n == 0 ? 0 : chosen[0].length;
        INDArray flat = result.rows(n * each);
        for (int from = 0; from < n; from += block) {
            int to = Math.min(n, from + block);
            int copies = randomised() ? 1 : Math.max(1, Math.min(each, block / (to - from)));
            RowDraws own = copies == 1 ? forwardBlock(x, from, to, draws) : forwardCopies(x, from, to, copies, draws);
            for (int k = 0; k < each; k += copies) {
                backwardRows(chosen, from, to, k, copies, own, flat);
            }
        }
        check(flat);
        long[] full = new long[shape.length + 2];
        full[0] = n;
        full[1] = each;
        System.arraycopy(shape, 0, full, 2, shape.length);
        return new Jacobian(outputs.first(n), flat.reshape('c', full));
    }

    /** Evaluates some rows as often as there is room in a block, which costs as much as once. Returns the rows' draws. */
    private RowDraws forwardCopies(INDArray x, int from, int to, int copies, RowDraws draws) {
        INDArray once = views.rows(x, from, to);
        INDArray into = repeated.rows((to - from) * copies);
        for (int copy = 0; copy < copies; copy++) {
            Memory.copy(once, 0, into, copy * once.length(), once.length());
        }
        return forwardTrace(into, from, to, draws);
    }

    /** The rows of the Jacobian from the k-th on, one for each copy of the samples in the block. */
    private void backwardRows(int[][] chosen, int from, int to, int k, int copies, RowDraws own, INDArray flat) {
        int rows = to - from;
        int each = chosen[from].length;
        for (int row = 0; row < rows * copies; row++) {
            float[] logits = wanted.cleared(row).logits();
            int at = k + row / rows;
            if (at < each) {
                logits[chosen[from + row % rows][at]] = 1f;
            }
        }
        INDArray dy = logitsGradient.rows(rows * copies);
        wanted.write(0, rows * copies, dy);
        INDArray dx = Memory.plainOf(trace.backward(dy, own));
        long length = result.rowLength();
        for (int row = 0; row < rows * Math.min(copies, each - k); row++) {
            long into = (long) (from + row % rows) * each + k + row / rows;
            Memory.copy(dx, row * length, flat, into * length, length);
        }
    }

    @Override
    public Model withBackward(int stage, Stage surrogate) {
        List<@Nullable Stage> replaced = new ArrayList<>(surrogates);
        replaced.set(stage, surrogate);
        return new StageChain(stages, replaced, detector, shape, block, false);
    }

    @Override
    public Model without(int... skipped) {
        Set<Integer> without = new TreeSet<>();
        for (int stage : skipped) {
            without.add(Objects.checkIndex(stage, stages.size()));
        }
        List<Stage> left = new ArrayList<>();
        List<@Nullable Stage> leftSurrogates = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            if (!without.contains(i)) {
                left.add(stages.get(i));
                leftSurrogates.add(surrogates.get(i));
            }
        }
        return new StageChain(List.copyOf(left), leftSurrogates, null, shape, block, false);
    }

    private int rows(INDArray x) {
        if (x.rank() != shape.length + 1 || !Arrays.equals(shape, 0, shape.length, x.shape(), 1, x.rank())) {
            throw new IllegalArgumentException("The model takes samples of shape " + Arrays.toString(shape)
                    + "; an array of shape " + Arrays.toString(x.shape()) + " holds others.");
        }
        return (int) x.size(0);
    }

    /** Evaluates some rows and keeps what each stage saw. Returns the rows' draws. */
    private RowDraws forwardBlock(INDArray x, int from, int to, RowDraws draws) {
        return forwardTrace(views.rows(x, from, to), from, to, draws);
    }

    private RowDraws forwardTrace(INDArray rows, int from, int to, RowDraws draws) {
        RowDraws own = from == 0 ? draws : new OffsetDraws(draws, from);
        trace.forward(rows, own);
        outputs.read(Memory.plainOf(trace.logits()), from);
        if (detector != null) {
            float[] scores = detector.score(trace.input(), trace.logits(), own.part(stages.size()));
            for (int i = from; i < to; i++) {
                outputs.get(i).score(scores[i - from]);
            }
        }
        return own;
    }

    private INDArray withDetector(INDArray dy, int n, RowDraws own) {
        if (detector == null || !scored(n)) {
            return dy;
        }
        return dy.addi(detector.vjpLogits(trace.input(), trace.logits(), weights, own.part(stages.size())));
    }

    private void addDetector(INDArray into, int from, int to, RowDraws own) {
        if (detector != null && scored(to - from)) {
            INDArray rows = RowViews.rows(into, from, to);
            rows.addi(detector.vjp(trace.input(), trace.logits(), weights, own.part(stages.size())));
        }
    }

    /** Collects the gradient by the scores; says whether any is not zero. */
    private boolean scored(int n) {
        weights = new float[n];
        boolean any = false;
        for (int i = 0; i < n; i++) {
            weights[i] = wanted.get(i).score();
            any |= weights[i] != 0;
        }
        return any;
    }

    private void check(INDArray gradient) {
        if (!Memory.finite(gradient)) {
            throw new NonFiniteException(
                    "gradient by the input", "the stage " + stages.get(0).name());
        }
    }

    @Override
    public void close() {
        trace.close();
        result.close();
        logitsGradient.close();
        repeated.close();
        if (owning) {
            stages.forEach(Stage::close);
            if (detector != null) {
                detector.close();
            }
        }
    }
}
