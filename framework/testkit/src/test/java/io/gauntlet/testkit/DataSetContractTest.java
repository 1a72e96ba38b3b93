package io.gauntlet.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.testkit.Greys.Defect;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DataSetContractTest {
    @TempDir
    Path folder;

    private static Arguments caught(Defect defect, Consumer<DataSetContract<Greys.Parameters>> by, String advice) {
        return arguments(defect, by, advice);
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                caught(Defect.EMPTY_SPLIT, DataSetContract::splitsAgree, "is empty"),
                caught(Defect.OTHER_CLASSES_IN_A_SPLIT, DataSetContract::splitsAgree, "that of the whole data set"),
                caught(Defect.VALUES_TO_255, DataSetContract::valuesAreInRange, "Divide bytes by 255"),
                caught(Defect.NOT_A_NUMBER, DataSetContract::valuesAreInRange, "the value NaN"),
                caught(Defect.LABELS_FROM_ONE, DataSetContract::labelsAreInRange, "classes are 0 to 2"),
                caught(Defect.NEVER_THE_LAST_CLASS, DataSetContract::classesCanBeLearned, "sorted by class?"),
                caught(Defect.A_SAMPLE_IN_TWO_SPLITS, DataSetContract::splitsAreDisjoint, "cut the splits apart"),
                caught(Defect.RANDOM_OF_ITS_OWN, DataSetContract::loadingIsRepeatable, "Draw from a fixed seed"),
                caught(Defect.OTHERWISE_FROM_ITS_CACHE, DataSetContract::loadingIsRepeatable, "(cache kept)"),
                caught(Defect.NO_FILES_NAMED, DataSetContract::filesAreIdentified, "identifies the data"),
                caught(Defect.NO_HASH, DataSetContract::filesAreIdentified, "64 hexadecimal digits"),
                caught(Defect.IGNORES_THE_OFFSET, DataSetContract::readingWritesOneSample, "into[offset]"),
                caught(Defect.WRITES_ONE_TOO_MANY, DataSetContract::readingWritesOneSample, "wrote beside"),
                caught(Defect.LEAKS_ITS_SHAPE, DataSetContract::nothingLeaks, "shape.clone()"),
                caught(Defect.KEEPS_THE_CALLERS_ARRAY, DataSetContract::nothingLeaks, "no array of a caller's"),
                caught(Defect.SHARES_A_BUFFER, DataSetContract::threadsCanRead, "keep no buffer"),
                caught(Defect.ANSWERS_BEYOND_ITS_END, DataSetContract::boundsAreChecked, "checkIndex"),
                caught(Defect.ANOTHER_EXCEPTION, DataSetContract::missingFilesAreExplained, "DataUnavailable"),
                caught(Defect.WRITES_INTO_THE_FOLDER, DataSetContract::theFolderIsLeftAlone, "source.cache()"),
                caught(Defect.SWALLOWS_THE_STOP, DataSetContract::stoppingIsHonoured, "Let StoppedException pass"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void aPlantedDefectIsCaught(Defect defect, Consumer<DataSetContract<Greys.Parameters>> check, String advice)
            throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("data")).resolve(Greys.FILE), "40");
        Planted contract = new Planted(defect, folder);
        AssertionError told = assertThrows(AssertionError.class, () -> check.accept(contract));
        assertTrue(String.valueOf(told.getMessage()).contains(advice), told.getMessage());
    }

    /** The contract for a data set with a defect. */
    private static final class Planted extends DataSetContract<Greys.Parameters> {
        private final Defect defect;
        private final Path folder;

        Planted(Defect defect, Path folder) {
            this.defect = defect;
            this.folder = folder.resolve("data");
            temporary = folder;
        }

        @Override
        protected DataSetFactory<Greys.Parameters> factory() {
            return Greys.factory();
        }

        @Override
        protected Greys.Parameters parameters() {
            return new Greys.Parameters(defect);
        }

        @Override
        protected Optional<Path> folder() {
            return Optional.of(folder);
        }
    }
}
