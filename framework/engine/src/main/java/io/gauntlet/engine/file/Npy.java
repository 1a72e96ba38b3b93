package io.gauntlet.engine.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;

/**
 * An array as NumPy's npy format holds it (version 1.0 to 3.0), in c-order. Equal arrays give equal bytes.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the format</a>
 */
public final class Npy {
    /** The types that are read and written. */
    public enum Type {
        /** 32-bit floating point. */
        FLOAT32("<f4", 4),
        /** Unsigned bytes. */
        UINT8("|u1", 1),
        /** 64-bit integers. */
        INT64("<i8", 8);

        private final String code;
        private final int size;

        Type(String code, int size) {
            this.code = code;
            this.size = size;
        }
    }

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

    private final Type type;
    private final long[] shape;
    /** The values, little-endian. */
    private final ByteBuffer data;

    private Npy(Type type, long[] shape, ByteBuffer data) {
        this.type = type;
        this.shape = shape.clone();
        this.data = data.order(ByteOrder.LITTLE_ENDIAN);
        if (length(shape, "array") * type.size != data.remaining()) {
            throw new IllegalArgumentException(
                    "The shape " + Arrays.toString(shape) + " does not go with " + data.remaining() + " bytes.");
        }
    }

    /** Floats. */
    public static Npy of(float[] values, long... shape) {
        ByteBuffer data =
                ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new Npy(Type.FLOAT32, shape, data);
    }

    /** An array's values as floats, whatever its layout. */
    public static Npy of(INDArray array) {
        return of(Memory.values(array), array.shape());
    }

    /** Unsigned bytes. */
    public static Npy of(byte[] values, long... shape) {
        return new Npy(Type.UINT8, shape, ByteBuffer.wrap(values.clone()));
    }

    /** Integers. */
    public static Npy of(long[] values, long... shape) {
        ByteBuffer data =
                ByteBuffer.allocate(Math.multiplyExact(values.length, 8)).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return new Npy(Type.INT64, shape, data);
    }

    /**
     * Reads a whole file.
     *
     * @param name for messages
     * @throws DamagedFileException when it is not such a file
     */
    public static Npy read(byte[] file, String name) {
        if (file.length < MAGIC.length + 4 || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DamagedFileException("The file " + name + " is not an npy file.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
        int version = buffer.get();
        buffer.get();
        if (version < 1 || version > 3) {
            throw new DamagedFileException("The file " + name + " has the unknown npy version " + version + ".");
        }
        long headerLength = version == 1 ? buffer.getShort() & 0xffff : buffer.remaining() < 4 ? -1 : buffer.getInt();
        if (headerLength < 0 || headerLength > buffer.remaining()) {
            throw new DamagedFileException("The file " + name + " ends within its header: it was cut off.");
        }
        byte[] text = new byte[(int) headerLength];
        buffer.get(text);
        return body(new String(text, StandardCharsets.ISO_8859_1), buffer, name);
    }

    private static Npy body(String header, ByteBuffer buffer, String name) {
        Type type = type(find(TYPE, header, name), name);
        if (find(ORDER, header, name).equals("True")) {
            throw new DamagedFileException(
                    "The file " + name + " holds its array in Fortran order; save it with numpy.ascontiguousarray.");
        }
        long[] shape;
        try {
            shape = Arrays.stream(find(SHAPE, header, name).replace("L", "").split(","))
                    .map(String::strip)
                    .filter(side -> !side.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new DamagedFileException("The file " + name + " has a shape with a number that is too large.", e);
        }
        long length = length(shape, name);
        if (length != buffer.remaining() / type.size || buffer.remaining() % type.size != 0) {
            throw new DamagedFileException("The file " + name + " should hold " + length + " values for its shape "
                    + Arrays.toString(shape) + " but has " + buffer.remaining() + " bytes of them: it was cut off or"
                    + " changed.");
        }
        return new Npy(type, shape, buffer.slice());
    }

    private static Type type(String code, String name) {
        for (Type type : Type.values()) {
            if (type.code.equals(code) || (type == Type.UINT8 && code.equals("<u1"))) {
                return type;
            }
        }
        throw new DamagedFileException("The file " + name + " holds values of type '" + code
                + "'; save them as numpy.float32, uint8 or int64.");
    }

    private static String find(Pattern pattern, String header, String name) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new DamagedFileException("The file " + name + " has a header that is not that of an npy file.");
        }
        return matcher.group(1);
    }

    private static long length(long[] shape, String name) {
        try {
            return LongStream.of(shape).reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new DamagedFileException("The file " + name + " has an impossible shape.", e);
        }
    }

    /** The file. */
    public byte[] bytes() {
        String sides = LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '" + type.code + "', 'fortran_order': False, 'shape': (" + sides
                + (shape.length == 1 ? "," : "") + "), }";
        int fixed = MAGIC.length + 4;
        int padded = (fixed + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - fixed;
        String full = header + " ".repeat(padded - header.length() - 1) + "\n";
        ByteBuffer out = ByteBuffer.allocate(fixed + padded + data.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded);
        out.put(full.getBytes(StandardCharsets.US_ASCII)).put(data.duplicate());
        return out.array();
    }

    /** The type of the values. */
    public Type type() {
        return type;
    }

    /** The shape; empty for one number. */
    public long[] shape() {
        return shape.clone();
    }

    /** The values as floats: unsigned bytes as 0 to 255, integers rounded. */
    public float[] floats() {
        float[] values = new float[data.remaining() / type.size];
        switch (type) {
            case FLOAT32 -> little().asFloatBuffer().get(values);
            case UINT8 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = data.get(data.position() + i) & 0xff;
                }
            }
            case INT64 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = little().getLong(data.position() + 8 * i);
                }
            }
        }
        return values;
    }

    /** The values as integers. @throws IllegalStateException when they are floats */
    public long[] longs() {
        if (type == Type.FLOAT32) {
            throw new IllegalStateException("The array holds floats, not integers.");
        }
        long[] values = new long[data.remaining() / type.size];
        for (int i = 0; i < values.length; i++) {
            values[i] = type == Type.INT64
                    ? little().getLong(data.position() + 8 * i)
                    : data.get(data.position() + i) & 0xff;
        }
        return values;
    }

    /** The values as an array off the heap. */
    public INDArray array() {
        return shape.length == 0 ? Memory.array(floats(), 1) : Memory.array(floats(), shape);
    }

    private ByteBuffer little() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}
