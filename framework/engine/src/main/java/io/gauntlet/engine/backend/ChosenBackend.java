package io.gauntlet.engine.backend;

import org.nd4j.common.io.Resource;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * What ND4J finds first among its backends, whoever uses it first: prepares the process, then is the backend that was
 * chosen. Left to itself ND4J takes CUDA whenever a device answers, and crashes on one that is too new.
 */
public final class ChosenBackend extends Nd4jBackend {
    static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

    /** For {@link java.util.ServiceLoader}. */
    public ChosenBackend() {}

    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    /**
     * Always.
     *
     * @throws LinkageError when the backend is refused: ND4J would pass over an exception, and take another
     */
    @Override
    public boolean isAvailable() {
        try {
            Preparation.done();
            return true;
        } catch (BackendRefusedException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @Override
    public boolean canRun() {
        return chosen().canRun();
    }

    @Override
    public boolean allowsOrder() {
        return chosen().allowsOrder();
    }

    @Override
    public Resource getConfigurationResource() {
        return chosen().getConfigurationResource();
    }

    @Override
    @SuppressWarnings("rawtypes") // As it is declared.
    public Class getNDArrayClass() {
        return chosen().getNDArrayClass();
    }

    @Override
    public Environment getEnvironment() {
        return chosen().getEnvironment();
    }

    @Override
    public String buildInfo() {
        return chosen().buildInfo();
    }

    /** ND4J's last step when it loads. */
    @Override
    public void logBackendInit() {
        chosen().logBackendInit();
        Backend.settle();
    }

    private static Nd4jBackend chosen() {
        return Preparation.done().choice().cuda() ? OnCuda.BACKEND : OnCpu.BACKEND;
    }

    private static final class OnCpu {
        static final Nd4jBackend BACKEND = new CpuBackend();
    }

    /** Not on the class path of most builds. */
    private static final class OnCuda {
        static final Nd4jBackend BACKEND = create();

        private static Nd4jBackend create() {
            try {
                return Class.forName(CUDA)
                        .asSubclass(Nd4jBackend.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("ND4J's CUDA backend cannot be made: build again with -Dnd4j.gpu.", e);
            }
        }
    }
}
