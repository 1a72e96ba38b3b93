package io.gauntlet.engine.onnx;

import java.io.IOException;

import onnx.Onnx;
import org.nd4j.shade.protobuf.CodedInputStream;

import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

/**
 * A network in an ONNX file, as PyTorch exports it: a graph of layers from one input to one output. The file's input is
 * {@code [N, channels, height, width]} or {@code [N, values]}; the network made of it takes pictures with channels last
 * and yields logits: a softmax, or its logarithm, as the last operation is left out.
 */
public final class OnnxFile {
    /** The most bytes that a file may have. */
    public static final long LIMIT = 1L << 30;

    private static final int OLDEST = 7;
    private static final int NEWEST = 21;

    private OnnxFile() {}

    /**
     * Reads a file. Nothing in it is executed.
     *
     * @param content its bytes
     * @param name its name, which becomes the network's
     * @param block samples to compute together
     * @throws DamagedFileException when it is not an ONNX file, was cut off or is too large
     * @throws UnsupportedLayerException naming an operation that the engine does not compute
     */
    public static CompiledNetwork read(byte[] content, String name, int block) {
        if (content.length > LIMIT) {
            throw new DamagedFileException("The file " + name + " is larger than the limit of " + LIMIT + " bytes.");
        }
        Onnx.ModelProto model = parse(content, name);
        if (model.getGraph().getNodeCount() == 0) {
            throw new DamagedFileException("The file " + name + " holds no network, or it was cut off.");
        }
        try {
            return new GraphReader(model.getGraph(), opset(model, name), name).network(block);
        } catch (ArithmeticException e) {
            throw new DamagedFileException(
                    "The file " + name + " describes an impossible network: " + e.getMessage() + ".", e);
        }
    }

    private static Onnx.ModelProto parse(byte[] content, String name) {
        try {
            CodedInputStream stream = CodedInputStream.newInstance(content);
            // Weights stay where they are in the content instead of being copied.
            stream.enableAliasing(true);
            Onnx.ModelProto model = Onnx.ModelProto.parseFrom(stream);
            stream.checkLastTagWas(0);
            return model;
        } catch (IOException e) {
            throw new DamagedFileException("The file " + name + " is not an ONNX file, or it was cut off.", e);
        } catch (OutOfMemoryError e) {
            // Messages of no content take some hundred times their bytes: a file can be made so.
            throw new DamagedFileException(
                    "The file " + name + " does not fit the Java heap; make it larger with -Xmx.", e);
        }
    }

    private static int opset(Onnx.ModelProto model, String name) {
        long version = OLDEST;
        for (Onnx.OperatorSetIdProto set : model.getOpsetImportList()) {
            if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
                version = set.getVersion();
            }
        }
        if (version < OLDEST || version > NEWEST) {
            throw new DamagedFileException("The file " + name + " uses the ONNX operator set " + version
                    + "; export it with opset_version from 9 to 18.");
        }
        return (int) version;
    }
}
