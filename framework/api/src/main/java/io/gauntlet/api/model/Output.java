package io.gauntlet.api.model;

/** The output of a defended model for one sample: logits, and the detector's score where there is a detector. Mutable. */
public final class Output {
    private final float[] logits;
    private float score;

    /** All zero. */
    public Output(int classes) {
        logits = new float[classes];
    }

    /** One value for each class, never passed through a softmax. The array itself. */
    public float[] logits() {
        return logits;
    }

    /** The detector's score; a sample is rejected when it exceeds the threshold. */
    public float score() {
        return score;
    }

    /** Sets the detector's score. */
    public void score(float value) {
        score = value;
    }
}
