package io.gauntlet.app.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gauntlet.engine.file.Npy;

/**
 * The npy arrays of a request's body, one after the other as {@code numpy.save} writes them to one file. Strangers send
 * them, so that only what NumPy itself writes is taken: version 1.0, c-order, one type of numbers, never a pickle.
 */
final class NpyBody {
    private static final byte[] BEGINNING = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int FIXED = BEGINNING.length + 2;
    private static final Pattern HEADER = Pattern.compile("\\{'descr': '([^']{1,20})', 'fortran_order': (True|False),"
            + " 'shape': \\((|[0-9]{1,9},|[0-9]{1,9}(?:, [0-9]{1,9}){1,15})\\), \\} *\\n");

    private final byte[] body;
    private int position;

    NpyBody(byte[] body) {
        this.body = body;
    }

    /**
     * The next array, of 32-bit floats.
     *
     * @param what it is, for messages
     */
    Npy floats(String what) {
        return next("<f4", "float32", Float.BYTES, what);
    }

    /**
     * The next array, of 64-bit integers.
     *
     * @param what it is, for messages
     */
    Npy integers(String what) {
        return next("<i8", "int64", Long.BYTES, what);
    }

    private Npy next(String code, String type, int size, String what) {
        int room = body.length - position;
        if (room == 0) {
            throw wrong("The body ends where the " + what + " should begin.");
        }
        if (room < FIXED
                || !Arrays.equals(body, position, position + BEGINNING.length, BEGINNING, 0, BEGINNING.length)) {
            throw wrong("The " + what + " must be an npy array of version 1.0, as numpy.save writes it.");
        }
        int length = (body[position + FIXED - 2] & 0xff) | (body[position + FIXED - 1] & 0xff) << 8;
        if (length > room - FIXED) {
            throw wrong("The body ends within the header of the " + what + ".");
        }
        Matcher header = HEADER.matcher(new String(body, position + FIXED, length, StandardCharsets.ISO_8859_1));
        if (!header.matches()) {
            throw wrong("The header of the " + what + " is not one that numpy.save writes.");
        }
        if (!header.group(1).equals(code)) {
            throw wrong("The " + what + " must be " + type + " ('" + code + "'), not '" + header.group(1) + "'.");
        }
        if (header.group(2).equals("True")) {
            throw wrong("The " + what + " must be in c-order: send numpy.ascontiguousarray of it.");
        }
        long bytes = bytes(header.group(3), size, room - FIXED - length);
        if (bytes < 0) {
            throw wrong(
                    "The body holds fewer values than the shape (" + header.group(3) + ") of the " + what + " says.");
        }
        int end = position + FIXED + length + (int) bytes;
        Npy array = Npy.read(Arrays.copyOfRange(body, position, end), what);
        position = end;
        return array;
    }

    /** How many bytes an array takes; -1 when that is more than there are. */
    private static long bytes(String shape, int size, int room) {
        long bytes = size;
        boolean empty = false;
        for (String side : shape.split("[, ]+")) {
            if (!side.isEmpty()) {
                long length = Long.parseLong(side);
                empty |= length == 0;
                bytes = length == 0 ? bytes : Math.min(Integer.MAX_VALUE, bytes * length);
            }
        }
        bytes = empty ? 0 : bytes;
        return bytes <= room ? bytes : -1;
    }

    /** Checks that nothing follows. */
    void end() {
        if (position != body.length) {
            throw wrong("The body goes on after its last array, by " + (body.length - position) + " bytes.");
        }
    }

    private static HttpFailure wrong(String sentence) {
        return new HttpFailure(400, sentence);
    }
}
