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
 * @param drawn whether anything of it is drawn, so that it plays otherwise with another seed
 */
record BenchedAttack(String name, String id, Norm norm, List<String> parameters, boolean drawn) {
    /** Those of one step or of few first. */
    static final List<BenchedAttack> ALL = List.of(
            fixed("fgsm", "fgsm", Norm.LINF),
            drawn("pgd40_step0.01", "pgd", Norm.LINF, "steps=40", "relative-step=0.0333333"),
            drawn("pgd50_l2", "pgd", Norm.L2, "steps=50"),
            drawn("apgd_ce", "apgd", Norm.LINF),
            drawn("apgd_t", "apgd", Norm.LINF, "loss=dlr", "targets=9"),
            fixed("deepfool_l2", "deepfool", Norm.L2),
            fixed("deepfool_linf", "deepfool", Norm.LINF),
            fixed("fab_linf", "fab", Norm.LINF),
            fixed("ddn_1000", "ddn", Norm.L2, "steps=1000"),
            fixed("fmn_linf_1000", "fmn", Norm.LINF, "steps=1000"),
            fixed("fmn_l1_1000", "fmn", Norm.L1, "steps=1000"),
            fixed("cw_9x1000", "cw", Norm.L2),
            fixed("ead_9x500", "ead", Norm.L1, "max-iterations=500"),
            fixed("ead_9x100", "ead", Norm.L1, "max-iterations=100"),
            drawn("boundary_5000", "boundary", Norm.L2, "steps=5000"),
            drawn("hopskipjump_l2", "hopskipjump", Norm.L2),
            drawn("hopskipjump_linf", "hopskipjump", Norm.LINF),
            drawn("rays", "rays", Norm.LINF),
            drawn("square_linf", "square", Norm.LINF),
            drawn("square_l2", "square", Norm.L2),
            drawn("simba_l2", "simba", Norm.L2),
            drawn("nes", "nes", Norm.LINF),
            drawn("spsa", "spsa", Norm.LINF),
            drawn("noise", "noise", Norm.LINF),
            drawn("salt_and_pepper", "salt-and-pepper", Norm.L2),
            drawn("blend", "blend", Norm.L2),
            drawn("universal", "universal", Norm.LINF),
            drawn("universal_deepfool", "universal", Norm.LINF, "method=deepfool"),
            drawn("autoattack", "autoattack", Norm.LINF));

    private static BenchedAttack drawn(String name, String id, Norm norm, String... parameters) {
        return new BenchedAttack(name, id, norm, List.of(parameters), true);
    }

    private static BenchedAttack fixed(String name, String id, Norm norm, String... parameters) {
        return new BenchedAttack(name, id, norm, List.of(parameters), false);
    }
}
