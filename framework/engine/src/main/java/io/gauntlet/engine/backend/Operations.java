package io.gauntlet.engine.backend;

import java.util.ArrayList;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Builds operations and frees what they hold. Inputs and outputs must be contiguous in c-order: some operations are
 * silently wrong, or fatal, on other views.
 */
public final class Operations implements AutoCloseable {
    private final OpExecutioner executioner;
    private final List<OpContext> contexts = new ArrayList<>();

    /** Loads the backend if need be. */
    public Operations() {
        Backend.load();
        executioner = Nd4j.getExecutioner();
    }

    /** An operation of libnd4j by name. */
    public Operation custom(String name, List<INDArray> inputs, List<INDArray> outputs, long... arguments) {
        return custom(name, inputs, outputs, true, arguments);
    }

    /** The same by libnd4j's own code, where oneDNN cannot: slow. */
    public Operation plain(String name, List<INDArray> inputs, List<INDArray> outputs, long... arguments) {
        return custom(name, inputs, outputs, false, arguments);
    }

    /** The matrix product of two matrices, either taken transposed. */
    public Operation product(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray into) {
        return custom("matmul", List.of(a, b), List.of(into), transposeA ? 1 : 0, transposeB ? 1 : 0, 0);
    }

    /** The greater of each value and zero. NaN becomes zero. */
    public Operation positivePart(INDArray x, INDArray into) {
        return scalar(new ScalarMax(x, null, into, 0f));
    }

    /** One where a value is positive, else zero. */
    public Operation positive(INDArray x, INDArray into) {
        return scalar(new Step(x, into));
    }

    /** An operation with one number on each value. */
    public Operation scalar(ScalarOp operation) {
        return () -> executioner.exec(operation);
    }

    private Operation custom(
            String name, List<INDArray> inputs, List<INDArray> outputs, boolean helpers, long... arguments) {
        CustomOp operation = DynamicCustomOp.builder(name)
                .addInputs(inputs.toArray(INDArray[]::new))
                .addOutputs(outputs.toArray(INDArray[]::new))
                .build();
        // The context is kept: making one for each execution costs more than a small operation.
        OpContext context = executioner.buildContext();
        context.setInputArrays(inputs);
        context.setOutputArrays(outputs);
        context.setIArguments(arguments);
        context.allowHelpers(helpers);
        contexts.add(context);
        return () -> executioner.exec(operation, context);
    }

    @Override
    public void close() {
        for (OpContext context : contexts) {
            try {
                context.close();
            } catch (Exception e) {
                throw new IllegalStateException("An operation's native memory could not be freed.", e);
            }
        }
        contexts.clear();
    }
}
