package io.gauntlet.plugins.attacks.geometry;

import java.util.Set;
import java.util.stream.Collectors;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackInfo;

/**
 * What a norm means to a search for the nearest adversarial example. Methods work on one sample, the {@code length}
 * values from {@code at} on, in arrays that hold a batch.
 */
public interface Geometry {
    /** The norms there is a geometry for. */
    Set<Norm> NORMS = Norm.OF_VALUES;

    /** The geometry of a norm that the attack plays. @throws IllegalArgumentException for a norm that it does not */
    static Geometry of(AttackInfo info, Norm norm) {
        if (!info.norms().contains(norm)) {
            String played = info.norms().stream().sorted().map(Norm::id).collect(Collectors.joining(" and "));
            throw new IllegalArgumentException(
                    "The attack '" + info.description().id() + "' plays " + played + ", not " + norm.id()
                            + ": choose another norm or another attack.");
        }
        return switch (norm) {
            case LINF -> new LinfGeometry();
            case L2 -> new L2Geometry();
            case L1 -> new L1Geometry();
            case L0 -> new L0Geometry();
            case POSE ->
                throw new IllegalArgumentException("Poses are no points of a ball: norm pose has no geometry.");
        };
    }

    /** The size of the perturbation, added up in double. */
    double distance(float[] x, float[] original, int at, int length);

    /**
     * The dual norm: how much a function with this gradient grows for a step of size 1 in this norm. A loss that lacks
     * {@code gap} is thus about {@code gap / dual} away from where it must be.
     */
    double dual(float[] gradient, int at, int length);

    /** Moves {@code x} by a step of the given size along the direction in which the gradient makes it steepest. */
    void ascend(float[] x, float[] gradient, int at, int length, double step);

    /** Brings {@code x} into the ball of radius {@code epsilon} around {@code original}, and into the box. */
    void project(float[] x, float[] original, int at, int length, double epsilon);

    /** Whether distances are whole numbers, so that no slope tells how far the boundary is. */
    default boolean counts() {
        return false;
    }

    /** A radius smaller by this share of itself. */
    default double shrink(double epsilon, double share) {
        return epsilon * (1 - share);
    }

    /** A radius larger by this share of itself. */
    default double grow(double epsilon, double share) {
        return epsilon * (1 + share);
    }
}
