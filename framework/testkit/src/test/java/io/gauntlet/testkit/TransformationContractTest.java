package io.gauntlet.testkit;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.testkit.Fade.Defect;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class TransformationContractTest {
    /** A check of the contract. */
    @FunctionalInterface
    private interface Check {
        void run(TransformationContract<Fade.Parameters> contract, long[] shape);
    }

    private static Arguments caught(Defect defect, Class<? extends Throwable> by, Check check) {
        return arguments(defect, by, check);
    }

    private static Arguments caught(Defect defect, Check check) {
        return caught(defect, AssertionError.class, check);
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                caught(Defect.RANDOM_OF_ITS_OWN, TransformationContract::equalDrawsEqualResults),
                caught(Defect.REMEMBERS_THE_LAST_CALL, TransformationContract::equalDrawsEqualResults),
                caught(Defect.IGNORES_THE_DRAWS, TransformationContract::drawsOnlyIfRandomised),
                caught(
                        Defect.DRAWS_UNDECLARED,
                        IllegalStateException.class,
                        TransformationContract::drawsOnlyIfRandomised),
                caught(Defect.DRAWS_ONCE_FOR_ALL, TransformationContract::rowsAreAlone),
                caught(Defect.DRAWS_BY_POSITION, TransformationContract::rowsAreAlone),
                caught(Defect.DIVIDES_BY_THE_BATCH, TransformationContract::rowsAreAlone),
                caught(Defect.DIVIDES_BY_THE_BATCH, TransformationContract::derivativeAgreesWithItsDeclaration),
                caught(Defect.LEAKS_ARRAYS, (contract, shape) -> contract.arraysAreFreed()),
                caught(Defect.MEAN_OVER_THE_BATCH, TransformationContract::rowsAreAlone),
                caught(Defect.WRITES_OVER_ITS_INPUT, TransformationContract::inputIsNotChanged),
                caught(Defect.WRITES_OVER_THE_DERIVATIVE, TransformationContract::inputIsNotChanged),
                caught(Defect.LEAVES_THE_RANGE, TransformationContract::valuesStayInRange),
                caught(Defect.TAKES_ANY_SHAPE, TransformationContract::shapesAreKept),
                caught(
                        Defect.FORGETS_THE_FACTOR_GOING_BACK,
                        TransformationContract::derivativeAgreesWithItsDeclaration),
                caught(Defect.FORGETS_THE_FACTOR_GOING_BACK, TransformationContract::adjoint),
                caught(Defect.OTHER_DRAWS_GOING_BACK, TransformationContract::derivativeAgreesWithItsDeclaration),
                caught(Defect.OTHER_DRAWS_GOING_BACK, TransformationContract::adjoint),
                caught(Defect.ROUNDING_CALLED_EXACT, TransformationContract::derivativeAgreesWithItsDeclaration),
                caught(Defect.STANDS_IN_WITH_ZEROS, TransformationContract::derivativeAgreesWithItsDeclaration),
                caught(Defect.STAND_IN_OF_THE_SIGN, TransformationContract::derivativeAgreesWithItsDeclaration));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void aPlantedDefectIsCaught(Defect defect, Class<? extends Throwable> by, Check check) {
        Contract contract = new Contract(defect);
        assertThrows(by, () -> check.run(contract, new long[] {7, 6, 1}));
    }

    /** The contract for a transformation with a defect. */
    private static final class Contract extends TransformationContract<Fade.Parameters> {
        private final Defect defect;

        Contract(Defect defect) {
            this.defect = defect;
        }

        @Override
        protected TransformationFactory<Fade.Parameters> factory() {
            return Fade.factory();
        }

        @Override
        protected Fade.Parameters parameters() {
            return new Fade.Parameters(defect);
        }

        @Override
        protected boolean linear() {
            return true;
        }
    }
}
