package io.gauntlet.plugins.attacks.physical;

/** Which pixels of a picture a thing covers that is put on what the picture shows. */
public enum Mask {
    /** A rectangle as wide and as high as the share of the picture's sides. */
    RECTANGLE {
        @Override
        boolean covers(double right, double below) {
            return Math.max(Math.abs(right), Math.abs(below)) < 1;
        }
    },
    /** A round sticker: the ellipse inside of the rectangle. */
    STICKER {
        @Override
        boolean covers(double right, double below) {
            return right * right + below * below < 1;
        }
    },
    /** The frame of a pair of glasses as wide as the rectangle: two rings and the bridge between them. */
    GLASSES {
        @Override
        boolean covers(double right, double below) {
            double fromLens = Math.hypot(Math.abs(right) - LENS, below);
            boolean rim = fromLens < RIM && fromLens >= GLASS;
            boolean bridge = Math.abs(right) < LENS - GLASS && Math.abs(below) < BRIDGE;
            return rim || bridge;
        }
    };

    /** Of the glasses, in halves of their width: the middle of a lens, its outer and its inner radius. */
    private static final double LENS = 0.55;

    private static final double RIM = 0.45;
    private static final double GLASS = 0.27;
    private static final double BRIDGE = 0.1;

    /**
     * Whether a place is covered.
     *
     * @param right of the middle, in halves of the width
     * @param below the middle, in halves of the height; of glasses, of the width
     */
    abstract boolean covers(double right, double below);

    /**
     * The values of a picture, height x width x channels, that are covered: those of the pixels whose middle is.
     *
     * @param size the share of the picture's sides, in (0,1]
     * @param across where the middle lies, as a share of the width
     * @param down where the middle lies, as a share of the height
     */
    boolean[] values(int height, int width, int channels, double size, double across, double down) {
        boolean[] covered = new boolean[height * width * channels];
        double halfWidth = size * width / 2;
        double halfHeight = this == GLASSES ? halfWidth : size * height / 2;
        for (int i = 0; i < covered.length; i++) {
            int column = i / channels % width;
            int line = i / channels / width;
            double right = (column + 0.5 - across * width) / halfWidth;
            double below = (line + 0.5 - down * height) / halfHeight;
            covered[i] = covers(right, below);
        }
        return covered;
    }
}
