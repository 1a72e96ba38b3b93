package io.gauntlet.plugins.attacks.ensemble;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AutoAttackTest extends AttackContract<AutoAttack.Parameters> {
    @Override
    protected AttackFactory<AutoAttack.Parameters> factory() {
        return new AttackFactory<>(AutoAttack.INFO, AutoAttack.Parameters.class, AutoAttack::new);
    }

    @Override
    protected AutoAttack.Parameters parameters() {
        return autoAttack(AutoAttack.Version.STANDARD, 30, 20);
    }

    private static AutoAttack.Parameters autoAttack(AutoAttack.Version version, int iterations, int queries) {
        return new AutoAttack.Parameters(version, iterations, 9, queries);
    }

    private static List<String> members(AutoAttack.Version version, Norm norm) {
        return new AutoAttack(autoAttack(version, 100, 5000))
                .members(ThreatModel.whiteBox(norm, 0.3)).stream()
                        .map(member -> member.info().description().id())
                        .toList();
    }

    @Test
    void versionsAreTheAuthors() {
        assertEquals(List.of("apgd", "apgd", "fab", "square"), members(AutoAttack.Version.STANDARD, Norm.LINF));
        assertEquals(List.of("apgd", "apgd", "fab", "square"), members(AutoAttack.Version.STANDARD, Norm.L1));
        assertEquals(
                List.of("apgd", "apgd", "fab", "square", "apgd", "fab"), members(AutoAttack.Version.PLUS, Norm.L2));
        assertEquals(List.of("apgd", "apgd"), members(AutoAttack.Version.RAND, Norm.LINF));
    }

    @Test
    void aSampleThatFallsToTheFirstMemberCostsNoMore() {
        AutoAttack attack = new AutoAttack(autoAttack(AutoAttack.Version.STANDARD, 30, 20));
        MatchResult falls = OneSample.picture(AutoAttack.INFO, attack, Norm.LINF, 0.2);
        assertEquals(1f, falls.outcomes().wrong()[0]);
        assertTrue(falls.queries() <= 2, "the start and a step are enough: " + falls.queries());
    }

    /** Everything is spent on a sample that stands: 31 + 32 of apgd (one to rank), then fab, then 20 of square. */
    @Test
    void aSampleThatStandsCostsTheSumOfTheMembers() {
        AutoAttack attack = new AutoAttack(autoAttack(AutoAttack.Version.STANDARD, 30, 20));
        MatchResult stands = OneSample.picture(AutoAttack.INFO, attack, Norm.LINF, 0.01);
        assertEquals(0f, stands.outcomes().wrong()[0]);
        assertEquals(true, stands.queries() > 31 + 32 + 20, "queries " + stands.queries());
        assertEquals(true, stands.gradients() >= 90, "gradients " + stands.gradients());
    }
}
