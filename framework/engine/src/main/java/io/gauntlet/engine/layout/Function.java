package io.gauntlet.engine.layout;

/** What an activation applies to each value. */
public enum Function {
    /** {@code max(0, x)}. */
    RELU,
    /** {@code x} where positive, else {@code alpha x} (Maas, Hannun, Ng 2013). */
    LEAKY_RELU,
    /** {@code x} where positive, else {@code alpha (exp(x) - 1)} (Clevert, Unterthiner, Hochreiter 2016). */
    ELU,
    /** ELU with the fixed scale and alpha of Klambauer, Unterthiner, Mayr, Hochreiter 2017. */
    SELU,
    /** {@code x Phi(x)} with the normal distribution function (Hendrycks and Gimpel 2016). */
    GELU,
    /** The approximation of {@link #GELU} by a hyperbolic tangent, in the same paper. */
    GELU_TANH,
    /** {@code x sigmoid(x)}, also called swish (Elfwing, Uchibe, Doya 2018). */
    SILU,
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS
}
