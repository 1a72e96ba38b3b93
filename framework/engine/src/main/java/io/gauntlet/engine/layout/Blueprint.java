package io.gauntlet.engine.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network without weights: layers applied in order, the last of which yields logits.
 *
 * @param shape of one sample: height, width, channels for pictures
 * @param classes the number of logits
 * @param layers at least one
 */
public record Blueprint(long[] shape, int classes, List<Layer> layers) {
    /**
     * Checks that the layers fit each other.
     *
     * @throws UnsupportedLayerException naming the layer that does not fit
     */
    public Blueprint {
        shape = shape.clone();
        layers = List.copyOf(layers);
        if (layers.isEmpty() || shape.length == 0) {
            throw new IllegalArgumentException("A network needs at least one layer and samples with a shape.");
        }
        Set<String> names = new HashSet<>();
        long[] at = shape;
        for (Layer layer : layers) {
            if (!names.add(layer.name())) {
                throw new UnsupportedLayerException(layer.name(), "has the name of another layer");
            }
            at = layer.outputShape(at);
        }
        if (at.length != 1 || at[0] != classes) {
            throw new UnsupportedLayerException(
                    layers.get(layers.size() - 1).name(),
                    "is the last but does not yield one value for each of the " + classes + " classes");
        }
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** The shapes of one sample before the first layer and after each layer. */
    public List<long[]> shapes() {
        List<long[]> shapes = new ArrayList<>();
        shapes.add(shape.clone());
        for (Layer layer : layers) {
            shapes.add(layer.outputShape(shapes.get(shapes.size() - 1)));
        }
        return shapes;
    }
}
