package io.gauntlet.engine.layout;

import java.util.Locale;

/** What a parameter array is for. The names in lower case are part of the file format. */
public enum Role {
    /** Of a convolution or a dense layer: the only ones to which weight decay applies. */
    WEIGHTS,
    /** Added to their products. */
    BIAS,
    /** The factor of a batch normalisation, gamma. */
    SCALE,
    /** The term of a batch normalisation, beta. */
    SHIFT,
    /** The running mean of a batch normalisation: not learned by gradients. */
    MEAN,
    /** The running variance of a batch normalisation: not learned by gradients. */
    VARIANCE;

    /** Whether an optimiser updates it. */
    public boolean learned() {
        return this != MEAN && this != VARIANCE;
    }

    /** Its name in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
