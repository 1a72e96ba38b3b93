package io.gauntlet.engine.onnx;

/**
 * Something that the engine does not compute by itself: it makes a layer with what follows, or is left out at the end.
 *
 * @param kind what it is
 * @param operation that made it
 * @param of what it is applied to
 * @param inner the factor of {@code of} in an error function
 * @param term the number added to an error function
 * @param factor the number that multiplies an error function
 */
record Unfinished(Kind kind, Operation operation, Value of, double inner, double term, double factor)
        implements Tensor {
    /** What an error function that is used for something else hears. */
    static final String NO_GELU =
            "is not part of a GELU, 0.5 x (1 + erf(x / sqrt 2)), the one use of it that the engine computes";

    /** The kinds. */
    enum Kind {
        /** {@code term + factor erf(inner x)}, a part of GELU. */
        ERROR_FUNCTION,
        /** Left out as the last operation; else a layer. */
        SOFTMAX,
        /** Left out as the last operation; never a layer. */
        LOG_SOFTMAX
    }

    Unfinished(Kind kind, Operation operation, Value of) {
        this(kind, operation, of, 1, 0, 1);
    }
}
