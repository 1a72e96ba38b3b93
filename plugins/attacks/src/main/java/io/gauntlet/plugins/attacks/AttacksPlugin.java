package io.gauntlet.plugins.attacks;

import java.util.List;
import java.util.stream.Stream;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.plugins.attacks.apgd.ApgdAttacks;
import io.gauntlet.plugins.attacks.canary.CanaryAttacks;
import io.gauntlet.plugins.attacks.decision.DecisionAttacks;
import io.gauntlet.plugins.attacks.elastic.ElasticAttacks;
import io.gauntlet.plugins.attacks.ensemble.EnsembleAttacks;
import io.gauntlet.plugins.attacks.fab.FabAttacks;
import io.gauntlet.plugins.attacks.fixed.FixedAttacks;
import io.gauntlet.plugins.attacks.nearest.NearestAttacks;
import io.gauntlet.plugins.attacks.physical.PhysicalAttacks;
import io.gauntlet.plugins.attacks.saliency.SaliencyAttacks;
import io.gauntlet.plugins.attacks.score.ScoreAttacks;
import io.gauntlet.plugins.attacks.transfer.TransferAttacks;
import io.gauntlet.plugins.attacks.universal.UniversalAttacks;

/** Brings the stock attacks: one package for each family. */
public final class AttacksPlugin implements Plugin {
    @Override
    public List<AttackFactory<?>> attacks() {
        return Stream.of(
                        CanaryAttacks.factories(),
                        FixedAttacks.factories(),
                        ApgdAttacks.factories(),
                        NearestAttacks.factories(),
                        FabAttacks.factories(),
                        ElasticAttacks.factories(),
                        SaliencyAttacks.factories(),
                        ScoreAttacks.factories(),
                        DecisionAttacks.factories(),
                        PhysicalAttacks.factories(),
                        TransferAttacks.factories(),
                        UniversalAttacks.factories(),
                        EnsembleAttacks.factories())
                .<AttackFactory<?>>flatMap(List::stream)
                .toList();
    }
}
