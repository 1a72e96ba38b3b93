package io.gauntlet.plugins.datasets;

import java.util.List;

/**
 * The four files of a data set of the MNIST family and what they hold.
 *
 * @param id the data set's id
 * @param sizes how the training files are divided
 * @param classes the number of classes
 */
record IdxCollection(
        String id,
        IdxFile trainImages,
        IdxFile trainLabels,
        IdxFile testImages,
        IdxFile testLabels,
        SplitSizes sizes,
        int classes) {
    /** Checks that the splits cover the training files. */
    IdxCollection {
        if (sizes.total() != trainImages.dimensions().get(0)) {
            throw new IllegalArgumentException("The splits of " + id + " do not cover its training files.");
        }
    }

    List<IdxFile> files() {
        return List.of(trainImages, trainLabels, testImages, testLabels);
    }
}
