package io.gauntlet.plugins.datasets;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.data.DataSetFactory;

/** Pictures of clothes, in the same files and shapes as the handwritten digits. */
final class FashionMnist {
    static final IdxCollection COLLECTION = new IdxCollection(
            "fashion-mnist",
            IdxFile.images("train-images-idx3-ubyte", 60_000, "f4a8712d7a061bf5bd6d2ca38dc4d50a"),
            IdxFile.labels("train-labels-idx1-ubyte", 60_000, "9018921c3c673c538a1fc5bad174d6f9"),
            IdxFile.images("t10k-images-idx3-ubyte", 10_000, "8181f5470baa50b63fa0f6fddb340f0a"),
            IdxFile.labels("t10k-labels-idx1-ubyte", 10_000, "15d484375f8d13e6eb1aabb0c3f46965"),
            SplitSizes.OF_60000,
            10);

    private static final List<URI> MIRRORS = List.of(
            URI.create("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
            URI.create("https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"));

    private static final List<String> FOLDERS = List.of("fashion-mnist", "FashionMNIST/raw", "");

    /** Where the Debian package dataset-fashion-mnist installs the files. */
    private static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");

    private FashionMnist() {}

    static DataSetFactory<NoParameters> factory() {
        Description description = new Description(
                COLLECTION.id(),
                "1.0.0",
                "70,000 pictures of clothes, 28 x 28 grey pixels, ten classes.",
                List.of("H. Xiao, K. Rasul and R. Vollgraf: Fashion-MNIST: a Novel Image Dataset for Benchmarking"
                        + " Machine Learning Algorithms, arXiv:1708.07747, 2017"),
                SplitSizes.OF_60000.note() + " Licence: MIT. Fetched once (about 30 MB) and kept; on Debian and Ubuntu"
                        + " the package dataset-fashion-mnist brings it too.");
        return new DataSetFactory<>(description, NoParameters.class, parameters -> dataSet());
    }

    private static IdxDataSet dataSet() {
        return new IdxDataSet(COLLECTION, FOLDERS, List.of(DEBIAN), List.of(new Mirrors(MIRRORS, new HttpsFetcher())));
    }
}
