package io.gauntlet.engine.backend;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

class NativeEnvironmentTest {
    private static final Set<String> NEW = Set.of("avx2", "avx512f");

    @Test
    void onlyCpusThatOpenBlasDoesNotKnowAreNamedForIt() {
        assertEquals("SkylakeX", core(new Cpu("AuthenticAMD", 26, NEW), Map.of()));
        assertEquals("", core(new Cpu("AuthenticAMD", 25, NEW), Map.of()));
        assertEquals("", core(new Cpu("AuthenticAMD", 26, Set.of("avx2")), Map.of()));
        assertEquals("", core(new Cpu("GenuineIntel", 6, NEW), Map.of()));
        assertEquals("", core(new Cpu("", 0, Set.of()), Map.of()));
        assertEquals("", core(new Cpu("AuthenticAMD", 26, NEW), Map.of("OPENBLAS_CORETYPE", "Zen")));
    }

    private static String core(Cpu cpu, Map<String, String> given) {
        return NativeEnvironment.needed(cpu, given).getOrDefault("OPENBLAS_CORETYPE", "");
    }

    @Test
    void theNumberOfThreadsIsNotTheUsersButTheirPatienceIs() {
        Map<String, String> needed = NativeEnvironment.needed(
                new Cpu("", 0, Set.of()), Map.of("OMP_NUM_THREADS", "8", "OMP_WAIT_POLICY", "active"));
        assertEquals(Map.of("OMP_NUM_THREADS", "1"), needed);
    }

    @Test
    void readsTheFirstCpuOfAListing() {
        Cpu cpu = Cpu.read(List.of(
                "processor\t: 0",
                "vendor_id\t: AuthenticAMD",
                "cpu family\t: 26",
                "flags\t\t: fpu avx2 avx512f",
                "",
                "processor\t: 1",
                "vendor_id\t: Other",
                "flags\t\t: fpu"));
        assertEquals(new Cpu("AuthenticAMD", 26, Set.of("fpu", "avx2", "avx512f")), cpu);
        assertFalse(Cpu.read(List.of("no such thing")).has("avx2"));
    }

    @Test
    void everyProgramComputesAsThisTestRunDoes() throws IOException, InterruptedException {
        assumeFalse(Platform.isWindows());
        // It uses ND4J before it knows of Gauntlet, as an author's own test may, and is asked for several threads.
        List<String> printed = ChildJvm.run(Stranger.class, Map.of("OMP_NUM_THREADS", "2"));
        BackendFacts here = Backend.facts();
        assertEquals("threads 1", printed.get(0));
        assertEquals("OMP_WAIT_POLICY passive", printed.get(1));
        assertEquals(
                new HashSet<>(List.of(here.blas(), here.blasCore(), here.version(), "oneDNN " + here.oneDnn())),
                new HashSet<>(printed.subList(2, printed.size())));
        assertTrue(here.version().startsWith("1."));
    }

    /** Prints how it computes. */
    static final class Stranger {
        private Stranger() {}

        public static void main(String[] arguments) {
            Nd4j.create(1).close();
            System.out.println("threads "
                    + NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
            System.out.println("OMP_WAIT_POLICY "
                    + Function.getFunction(Platform.C_LIBRARY_NAME, "getenv")
                            .invokeString(new Object[] {"OMP_WAIT_POLICY"}, false));
            BackendFacts facts = Backend.facts();
            System.out.println(facts.blas());
            System.out.println(facts.blasCore());
            System.out.println(facts.version());
            System.out.println("oneDNN " + facts.oneDnn());
        }
    }
}
