package io.gauntlet.plugins.defenses.input;

import java.util.List;

import io.gauntlet.api.Param;
import io.gauntlet.api.defense.DefenseFactory;

/**
 * The parameters of {@code total-variation}.
 *
 * @param keep share of pixels
 * @param weight of the total variation
 * @param iterations of the solver
 */
public record TotalVariation(
        @Param(
                value = "the share of pixels that is kept; the others are dropped at random and filled in",
                defaultValue = "0.5",
                min = 0.01,
                max = 1)
        double keep,

        @Param(
                value = "the weight of the total variation against the distance from the kept pixels",
                defaultValue = "0.03",
                min = 0,
                max = 100)
        double weight,

        @Param(value = "iterations of the solver", defaultValue = "60", min = 1, max = 10_000)
        int iterations) {
    static DefenseFactory<TotalVariation> factory() {
        return InputDefense.factory(
                "total-variation",
                "Drops pixels at random and rebuilds the picture with the least total variation before the model sees it.",
                List.of(
                        "Guo, Rana, Cisse, van der Maaten: Countering Adversarial Images using Input Transformations,"
                                + " ICLR 2018, section 3 (total variance minimization)",
                        "Rudin, Osher, Fatemi: Nonlinear total variation based noise removal algorithms, 1992 (the"
                                + " objective)",
                        "Chambolle, Pock: A First-Order Primal-Dual Algorithm for Convex Problems, 2011, algorithm 1 (the"
                                + " solver)"),
                "Minimises 1/2 the squared distance from the kept pixels plus weight times the isotropic total variation,"
                        + " as the authors' Bregman solver does. The derivative is straight-through: the identity (BPDA).",
                true,
                true,
                TotalVariation.class,
                parameters -> shape -> new TotalVariationStage(parameters, shape));
    }
}
