package io.gauntlet.testkit;

import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.PlainDefense.Defect;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DefenseContractTest {
    private static Arguments caught(Defect defect, Consumer<DefenseContract<PlainDefense.Parameters>> by) {
        return arguments(defect, by);
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                caught(Defect.RANDOM_OF_ITS_OWN, DefenseContract::sameSeedSameBits),
                caught(Defect.IGNORES_THE_SEED, DefenseContract::anotherSeedAnotherModel),
                caught(Defect.MEMORY_WITHOUT_CHECKPOINT, DefenseContract::resumesToTheSameBits),
                caught(Defect.LOOKS_AT_THE_TEST_SPLIT, DefenseContract::otherSplitsAreNotTouched),
                caught(Defect.LEARNS_NOTHING, DefenseContract::answersUnseenPictures),
                caught(Defect.ASSEMBLES_SOMETHING_ELSE_EACH_TIME, DefenseContract::assemblingIsPure),
                caught(Defect.WRITES_OVER_ITS_PARTS, DefenseContract::assemblingIsPure),
                caught(Defect.MEAN_OVER_THE_BATCH, DefenseContract::samplesAreAlone),
                caught(Defect.DRAWS_BY_POSITION, DefenseContract::samplesAreAlone),
                caught(Defect.DIVIDES_BY_THE_BATCH, DefenseContract::derivativesAreAsDeclared),
                caught(Defect.LEAKS_ARRAYS, DefenseContract::arraysAreFreed),
                caught(Defect.UNDECLARED_DRAWS, DefenseContract::randomnessIsDeclared),
                caught(Defect.PROBABILITIES, DefenseContract::outputsAreLogits),
                caught(Defect.WRONG_DERIVATIVE, DefenseContract::derivativesAreAsDeclared),
                caught(Defect.WRITES_OVER_ITS_INPUT, DefenseContract::derivativesAreAsDeclared),
                caught(Defect.REJECTS_ALL, DefenseContract::detectorKeepsToItsRate));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void aPlantedDefectIsCaught(Defect defect, Consumer<DefenseContract<PlainDefense.Parameters>> check) {
        assertThrows(AssertionError.class, () -> check.accept(new Planted(defect)));
    }

    /** The contract for a defense with a defect. */
    private static final class Planted extends DefenseContract<PlainDefense.Parameters> {
        private final Defect defect;

        Planted(Defect defect) {
            this.defect = defect;
        }

        @Override
        protected DefenseFactory<PlainDefense.Parameters> factory() {
            return PlainDefense.factory(defect);
        }

        @Override
        protected PlainDefense.Parameters parameters() {
            return new PlainDefense.Parameters(defect);
        }
    }
}
