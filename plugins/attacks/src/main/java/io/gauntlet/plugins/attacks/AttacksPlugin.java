package io.gauntlet.plugins.attacks;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.attack.AttackFactory;

/** Brings the stock attacks. */
public final class AttacksPlugin implements Plugin {
    @Override
    public List<AttackFactory<?>> attacks() {
        return List.of(
                new AttackFactory<>(Noise.INFO, Noise.Parameters.class, Noise::new),
                new AttackFactory<>(SaltAndPepper.INFO, SaltAndPepper.Parameters.class, SaltAndPepper::new),
                new AttackFactory<>(Blur.INFO, Blur.Parameters.class, Blur::new),
                new AttackFactory<>(Blend.INFO, Blend.Parameters.class, Blend::new),
                new AttackFactory<>(Fgsm.INFO, Fgsm.Parameters.class, Fgsm::new),
                new AttackFactory<>(Bim.INFO, Bim.Parameters.class, Bim::new),
                new AttackFactory<>(MiFgsm.INFO, MiFgsm.Parameters.class, MiFgsm::new),
                new AttackFactory<>(Pgd.INFO, Pgd.Parameters.class, Pgd::new),
                new AttackFactory<>(Apgd.INFO, Apgd.Parameters.class, Apgd::new),
                new AttackFactory<>(DeepFool.INFO, DeepFool.Parameters.class, DeepFool::new),
                new AttackFactory<>(Ddn.INFO, Ddn.Parameters.class, Ddn::new),
                new AttackFactory<>(Fmn.INFO, Fmn.Parameters.class, Fmn::new),
                new AttackFactory<>(Cw.INFO, Cw.Parameters.class, Cw::new));
    }
}
