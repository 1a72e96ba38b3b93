package io.gauntlet.engine.onnx;

import org.jspecify.annotations.Nullable;

/** How a Resize, or an Upsample before operator set 10, finds the pixel that it takes. */
final class Resizing {
    private Resizing() {}

    /** How many times longer an axis becomes. */
    static double factor(Operation operation, int axis, long side) {
        boolean upsample = operation.type().equals("Upsample");
        Attributes attributes = operation.attributes();
        if (upsample && attributes.has("scales")) {
            return attributes.numbers("scales")[axis];
        }
        Constant scales = operation.optional(upsample || operation.opset() < 11 ? 1 : 2);
        if (scales != null && scales.length() > 0) {
            return scales.at(axis);
        }
        @Nullable Constant sizes = operation.optional(3);
        if (sizes == null || sizes.length() <= axis) {
            throw operation.unsupported("does not say its size");
        }
        return sizes.at(axis) / side;
    }

    /** Whether pixel i of the result is always pixel i / factor of the picture. */
    static boolean repeats(Operation operation, int side, int factor) {
        boolean old = operation.opset() < 11;
        String coordinates =
                operation.attributes().text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
        String rounding = operation.attributes().text("nearest_mode", old ? "floor" : "round_prefer_floor");
        for (int i = 0; i < side * factor; i++) {
            double x = switch (coordinates) {
                case "asymmetric" -> (double) i / factor;
                case "half_pixel", "pytorch_half_pixel", "half_pixel_symmetric" -> (i + 0.5) / factor - 0.5;
                case "align_corners" -> side * factor == 1 ? 0 : (double) i * (side - 1) / (side * factor - 1);
                default -> -10;
            };
            double nearest = switch (rounding) {
                case "floor" -> Math.floor(x);
                case "ceil" -> Math.ceil(x);
                case "round_prefer_ceil" -> Math.floor(x + 0.5);
                default -> Math.ceil(x - 0.5);
            };
            int repeated = i / factor;
            if (Math.max(0, Math.min(side - 1, nearest)) != repeated) {
                return false;
            }
        }
        return true;
    }
}
