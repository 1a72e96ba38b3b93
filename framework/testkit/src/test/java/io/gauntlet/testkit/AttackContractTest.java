package io.gauntlet.testkit;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.SignAttack.Defect;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class AttackContractTest {
    /** A check of the contract. */
    @FunctionalInterface
    private interface Check {
        void run(AttackContract<SignAttack.Parameters> contract, Norm norm);
    }

    private static Arguments caught(Defect defect, Class<? extends Throwable> by, Check check) {
        return arguments(defect, by, check);
    }

    private static Arguments caught(Defect defect, Check check) {
        return caught(defect, AssertionError.class, check);
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                caught(Defect.RANDOM_OF_ITS_OWN, AttackContract::sameSeedSameResult),
                caught(Defect.IGNORES_THE_SEED, AttackContract::anotherSeedOtherDraws),
                caught(Defect.DRAWS_BY_ROW, AttackContract::samplesAreAlone),
                caught(Defect.STATE_BY_ROW, AttackContract::samplesAreAlone),
                caught(Defect.MEAN_OVER_THE_BATCH, AttackContract::samplesAreAlone),
                caught(Defect.DIVIDES_BY_THE_BATCH, AttackContract::samplesAreAlone),
                caught(Defect.LEAKS_ARRAYS, (contract, norm) -> contract.arraysAreFreed()),
                caught(Defect.LEAVES_THE_BALL, AttackContract::candidatesStayInside),
                caught(Defect.LEAVES_THE_BOX, AttackContract::candidatesStayInside),
                caught(Defect.PROJECTS_AROUND_THE_LAST_ITERATE, AttackContract::candidatesStayInside),
                caught(Defect.HANDS_IN_NOTHING, AttackContract::candidatesStayInside),
                caught(Defect.WRITES_OVER_ITS_INPUT, AttackContract::inputIsNotChanged),
                caught(Defect.SWALLOWS_THE_STOP, AttackContract::interruptionIsHonoured),
                caught(Defect.IGNORES_THE_GOAL, AttackContract::targetedReachesTheGoal),
                caught(Defect.UNPAID_IS_FATAL, IllegalStateException.class, AttackContract::budgetIsKept),
                caught(Defect.SHORT_STEPS, AttackContract::theLinearOptimumIsReached),
                caught(Defect.WEAKER_WITH_MORE_EPSILON, AttackContract::successGrowsWithEpsilon),
                caught(Defect.STOPS_AT_LUCK, AttackContract::oneLuckyDrawIsNotEnough),
                caught(Defect.BEGINS_FROM_WARM_STARTS_ALONE, AttackContract::warmStartsOnlyAdd),
                caught(Defect.LEAVES_FROM_WARM_STARTS, AttackContract::warmStartsOnlyAdd),
                caught(Defect.DECLARES_TOO_MUCH, (contract, norm) -> contract.missingKnowledgeIsATypedError()),
                caught(Defect.UNNAMED_NORM, (contract, norm) -> contract.otherNormsAreRefused()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void aPlantedDefectIsCaught(Defect defect, Class<? extends Throwable> by, Check check) {
        AttackContract<SignAttack.Parameters> contract = new Planted(defect);
        assertThrows(by, () -> check.run(contract, Norm.LINF));
    }

    /** The contract for an attack with a defect. */
    private static final class Planted extends AttackContract<SignAttack.Parameters> {
        private final Defect defect;

        Planted(Defect defect) {
            this.defect = defect;
        }

        @Override
        protected AttackFactory<SignAttack.Parameters> factory() {
            return SignAttack.factory(defect);
        }

        @Override
        protected SignAttack.Parameters parameters() {
            return new SignAttack.Parameters(defect);
        }
    }
}
