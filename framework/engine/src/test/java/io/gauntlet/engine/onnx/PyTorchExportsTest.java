package io.gauntlet.engine.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that PyTorch wrote, against ONNX Runtime: those among the resources, and those in a folder of the user's. */
class PyTorchExportsTest {
    private static final String FOLDER = "GAUNTLET_TEST_ONNX";

    @ParameterizedTest
    @MethodSource("files")
    void answersAsOnnxRuntime(Path file) throws IOException {
        OnnxRuntime.assertSame(
                Files.readAllBytes(file), file.getFileName().toString().contains("-batch-1"));
    }

    static Stream<Path> files() throws URISyntaxException {
        Path own = Path.of(PyTorchExportsTest.class.getResource("/onnx").toURI());
        String other = System.getenv(FOLDER);
        return Stream.concat(in(own), other == null ? Stream.of() : in(Path.of(other)));
    }

    private static Stream<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> models = files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
            return models.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
