package io.gauntlet.engine.layout;

/** A network has a layer that the engine cannot compute; the message names it. */
public final class UnsupportedLayerException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the layer and what is wrong with it.
     *
     * @param layer its name or position
     * @param reason the rest of the sentence, such as {@code has the activation tanh; the engine computes …}
     */
    public UnsupportedLayerException(String layer, String reason) {
        super("The layer " + layer + " " + reason + ".");
    }
}
