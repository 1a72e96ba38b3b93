package io.gauntlet.bench.attacks;

import java.util.List;

import io.gauntlet.api.Norm;

/**
 * An attack at settings that figures of other people's code are known for.
 *
 * @param name what files of reference figures call these settings
 * @param id the attack's id
 * @param norm in which it plays
 * @param parameters such as {@code steps=40}; others have their defaults
 */
record BenchedAttack(String name, String id, Norm norm, List<String> parameters) {
    /** Those of one step or of few first. */
    static final List<BenchedAttack> ALL = List.of(
            of("fgsm", "fgsm", Norm.LINF),
            of("pgd40_step0.01", "pgd", Norm.LINF, "steps=40", "relative-step=0.0333333"),
            of("pgd50_l2", "pgd", Norm.L2, "steps=50"),
            of("apgd_ce", "apgd", Norm.LINF),
            of("apgd_t", "apgd", Norm.LINF, "loss=dlr", "targets=9"),
            of("deepfool_l2", "deepfool", Norm.L2),
            of("deepfool_linf", "deepfool", Norm.LINF),
            of("fab_linf", "fab", Norm.LINF),
            of("ddn_1000", "ddn", Norm.L2, "steps=1000"),
            of("fmn_linf_1000", "fmn", Norm.LINF, "steps=1000"),
            of("fmn_l1_1000", "fmn", Norm.L1, "steps=1000"),
            of("cw_9x1000", "cw", Norm.L2),
            of("ead_9x500", "ead", Norm.L1, "max-iterations=500"),
            of("boundary_5000", "boundary", Norm.L2, "steps=5000"),
            of("hopskipjump_l2", "hopskipjump", Norm.L2),
            of("rays", "rays", Norm.LINF),
            of("square_linf", "square", Norm.LINF),
            of("square_l2", "square", Norm.L2),
            of("simba_l2", "simba", Norm.L2),
            of("nes", "nes", Norm.LINF),
            of("spsa", "spsa", Norm.LINF),
            of("autoattack", "autoattack", Norm.LINF));

    private static BenchedAttack of(String name, String id, Norm norm, String... parameters) {
        return new BenchedAttack(name, id, norm, List.of(parameters));
    }
}
