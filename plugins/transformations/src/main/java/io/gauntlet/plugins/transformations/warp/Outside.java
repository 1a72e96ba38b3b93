package io.gauntlet.plugins.transformations.warp;

/** What is seen where a warp looks beyond the edges of the picture. */
public enum Outside {
    /** Zeros. */
    BLACK,
    /** The nearest pixel of the edge. */
    EDGE;

    /** How it is explained in the text of a parameter. */
    static final String HOW = "What is seen beyond the picture's edges: black, or the nearest pixel of the edge.";
}
