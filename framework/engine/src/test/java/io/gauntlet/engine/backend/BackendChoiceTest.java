package io.gauntlet.engine.backend;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

class BackendChoiceTest {
    private static final int CUDA_12 = 12_020;
    private static final GpuDevice AMPERE = new GpuDevice("NVIDIA A100", 8, 0);
    private static final GpuDevice HOPPER = new GpuDevice("NVIDIA H100", 9, 0);

    @ParameterizedTest
    @CsvSource({
        "3, 5, false",
        "3, 7, true",
        "5, 0, true",
        "5, 3, true",
        "6, 1, true",
        "7, 5, true",
        "8, 0, true",
        "8, 6, true",
        "8, 9, true",
        "9, 0, false",
        "10, 0, false",
        "12, 0, false",
        "0, 0, false",
        "2, 1, false"
    })
    void devicesWithinWhatTheBackendHasCodeFor(int major, int minor, boolean usable) {
        assertEquals(usable, new GpuDevice("", major, minor).usable());
    }

    @Test
    void withoutCudaInTheBuildNoDriverIsAsked() {
        assertFalse(BackendChoice.of(null, false, () -> fail("asked")).cuda());
        assertFalse(BackendChoice.of("cpu", true, () -> fail("asked")).cuda());
        assertTrue(refusal("cuda", false, Gpus.NONE).contains("build with -Dnd4j.gpu"));
    }

    @Test
    void usableDevicesComputeWhenTheBuildHasCuda() {
        Gpus gpus = new Gpus(CUDA_12, List.of(AMPERE));
        assertEquals(new BackendChoice(true, ""), BackendChoice.of("", true, () -> gpus));
        assertEquals(new BackendChoice(true, ""), BackendChoice.of("cuda", true, () -> gpus));
    }

    @Test
    void newerDevicesAreRefusedByNameAndTheCpuComputesUnlessCudaWasAskedFor() {
        Gpus gpus = new Gpus(CUDA_12, List.of(HOPPER));
        BackendChoice choice = BackendChoice.of(null, true, () -> gpus);
        assertFalse(choice.cuda());
        assertEquals(
                "The GPU is not used, because ND4J's CUDA backend has no code for NVIDIA H100 (compute capability"
                        + " 9.0), only for compute capabilities 3.7 and 5.0 to 8.9: compute on the CPU.",
                choice.warning());
        assertTrue(refusal("cuda", true, gpus).contains("GAUNTLET_BACKEND=cpu"));
    }

    @Test
    void oneDeviceTooNewAmongOthersIsToBeHidden() {
        // ND4J spreads its threads over all devices that it sees.
        String refusal = refusal("cuda", true, new Gpus(CUDA_12, List.of(AMPERE, HOPPER)));
        assertTrue(refusal.contains("CUDA_VISIBLE_DEVICES"));
        assertFalse(refusal.contains("A100"));
    }

    @Test
    void noDeviceAndAnOldDriverAreObstacles() {
        assertTrue(refusal("cuda", true, Gpus.NONE).contains("no NVIDIA device answers"));
        assertTrue(refusal("cuda", true, new Gpus(10_020, List.of(AMPERE))).contains("driver is too old"));
        assertTrue(refusal("gpu", true, Gpus.NONE).contains("GAUNTLET_BACKEND=gpu is no backend"));
    }

    private static String refusal(String asked, boolean built, Gpus gpus) {
        return assertThrows(BackendRefusedException.class, () -> BackendChoice.of(asked, built, () -> gpus))
                .getMessage();
    }

    @Test
    void aRefusalIsFinalWhicheverWayNd4jIsFirstUsed() throws IOException, InterruptedException {
        List<String> printed = ChildJvm.run(Refused.class, Map.of(BackendChoice.VARIABLE, "cuda"));
        assertEquals(2, printed.size());
        assertTrue(printed.get(0).startsWith("GAUNTLET_BACKEND=cuda needs a build with CUDA"), printed.get(0));
        assertTrue(printed.get(1).contains("Error"), printed.get(1));
    }

    /** Tries both ways. */
    static final class Refused {
        private Refused() {}

        public static void main(String[] arguments) {
            try {
                Backend.load();
            } catch (BackendRefusedException e) {
                System.out.println(e.getMessage());
            }
            try {
                System.out.println(Nd4j.ones(1));
            } catch (LinkageError e) {
                System.out.println(e.getClass());
            }
        }
    }
}
