package io.gauntlet.plugins.transformations.warp;

import io.gauntlet.api.Draws;
import io.gauntlet.plugins.transformations.stage.PictureShape;

/** Where the pixels of a warped picture come from: a projective map of the plane, drawn for each row. */
interface WarpMap {
    /** Whether maps differ from draw to draw. */
    boolean randomised();

    /**
     * Draws a map.
     *
     * @param map nine numbers to be overwritten, the rows of a 3 x 3 matrix. It takes (x, y, 1), a place in the new
     *     picture in pixels right of and below its centre, to a multiple of (x', y', 1), the place in the old picture.
     *     A multiple that is not positive sees nothing
     * @param draws not to be used when maps do not differ
     */
    void draw(double[] map, PictureShape shape, Draws draws);

    /** Fills in an affine map: x' = a x + b y + right, y' = c x + d y + down. */
    static void affine(double[] map, double a, double b, double right, double c, double d, double down) {
        map[0] = a;
        map[1] = b;
        map[2] = right;
        map[3] = c;
        map[4] = d;
        map[5] = down;
        map[6] = 0;
        map[7] = 0;
        map[8] = 1;
    }
}
