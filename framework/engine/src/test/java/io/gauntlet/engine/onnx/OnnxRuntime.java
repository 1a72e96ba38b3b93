package io.gauntlet.engine.onnx;

import java.nio.FloatBuffer;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import onnx.Onnx;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The peer that says what a file computes. */
final class OnnxRuntime {
    private OnnxRuntime() {}

    /** What a file yields for a batch as it expects it. */
    static float[] run(byte[] file, float[] x, long... shape) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            // Its optimiser (1.20) joins Pad and AveragePool and then forgets that the zeros count.
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = environment.createSession(file, options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), shape);
                    OrtSession.Result result = session.run(
                            Map.of(session.getInputNames().iterator().next(), input))) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                return copy;
            }
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /** Compares logits on three random samples, in blocks of two; the greatest difference allowed is 1e-4 of the scale. */
    static void assertSame(byte[] file, boolean batchOfOne) {
        try (CompiledNetwork network = OnnxFile.read(file, "x", 2)) {
            long[] shape = network.inputShape();
            int length = (int) (shape.length == 3 ? shape[0] * shape[1] * shape[2] : shape[0]);
            int n = batchOfOne ? 1 : 3;
            float[] x = new float[n * length];
            Seed.of(17).draws().fillUniform(x, -1, 2);
            long[] theirs = shape.length == 3 ? new long[] {n, shape[2], shape[0], shape[1]} : new long[] {n, shape[0]};
            float[] expected = run(file, x, theirs);
            float[] turned = shape.length == 3 ? channelsLast(x, n, shape) : x;
            INDArray input = shape.length == 3
                    ? Memory.array(turned, n, shape[0], shape[1], shape[2])
                    : Memory.array(turned, n, shape[0]);
            float[] logits = Memory.values(network.forward(input, RowDraws.none()));
            assertEquals(expected.length, logits.length);
            finish(file, logits, n);
            float scale = 1;
            float worst = 0;
            for (int i = 0; i < logits.length; i++) {
                scale = Math.max(scale, Math.abs(expected[i]));
                worst = Math.max(worst, Math.abs(expected[i] - logits[i]));
            }
            assertTrue(worst <= 1e-4 * scale, "differs by " + worst + " at a scale of " + scale);
        }
    }

    /** What a softmax at the end, which the engine leaves out, makes of logits. */
    private static void finish(byte[] file, float[] logits, int n) {
        String last;
        try {
            Onnx.GraphProto graph = Onnx.ModelProto.parseFrom(file).getGraph();
            last = graph.getNode(graph.getNodeCount() - 1).getOpType();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        int classes = logits.length / n;
        for (int i = 0; i < n && last.endsWith("Softmax"); i++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logits[i * classes + c]);
            }
            for (int c = 0; c < classes; c++) {
                double log = logits[i * classes + c] - Math.log(sum);
                logits[i * classes + c] = (float) (last.equals("Softmax") ? Math.exp(log) : log);
            }
        }
    }

    private static float[] channelsLast(float[] x, int n, long... shape) {
        int area = (int) (shape[0] * shape[1]);
        int channels = (int) shape[2];
        float[] turned = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            int sample = i / (area * channels);
            int channel = i / area % channels;
            turned[(sample * area + i % area) * channels + channel] = x[i];
        }
        assertEquals(n * area * channels, x.length);
        return turned;
    }
}
