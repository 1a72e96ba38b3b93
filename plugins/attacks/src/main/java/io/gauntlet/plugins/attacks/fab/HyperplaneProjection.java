package io.gauntlet.plugins.attacks.fab;

import io.gauntlet.api.Norm;

/**
 * The nearest point, in some norm, at which a linear function reaches a value without leaving the box [0,1]: Croce and
 * Hein 2020, section 2.2 and the appendix on its computation. Where no point of the box reaches the value, the one that
 * comes closest to it.
 */
interface HyperplaneProjection {
    /** The projection of a norm: linf, l2 or l1. */
    static HyperplaneProjection of(Norm norm) {
        return switch (norm) {
            case LINF -> new LinfProjection();
            case L2 -> new L2Projection();
            case L1 -> new L1Projection();
            case L0, POSE ->
                throw new IllegalArgumentException("There is no projection onto a hyperplane in " + norm.id() + ".");
        };
    }

    /**
     * Computes the change of a point.
     *
     * @param x holds the point, within the box, from {@code at} on
     * @param normal the gradient of the linear function; its length is that of the point
     * @param gain by how much the function is to grow, or to fall where negative
     * @param change to be overwritten with the change, zero wherever the normal is
     */
    void change(float[] x, int at, float[] normal, double gain, float[] change);
}
