package io.gauntlet.plugins.attacks.fab;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.attack.Rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FinalSearchTest {
    private static final int ROW = 1;

    private final Map<String, float[]> scalars = new HashMap<>();
    private final FinalSearch search = new FinalSearch(rows());

    /** Rows of which a final search needs nothing but numbers. */
    private Rows rows() {
        return (Rows) Proxy.newProxyInstance(
                Rows.class.getClassLoader(), new Class<?>[] {Rows.class}, (proxy, method, given) -> {
                    if (!method.getName().equals("scalar")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return scalars.computeIfAbsent((String) given[0], name -> new float[2]);
                });
    }

    /** One look at a point whose margin is given, and which is a success where that is positive. */
    private double look(DoubleUnaryOperator margin) {
        double share = search.share(ROW);
        search.narrow(ROW, share, margin.applyAsDouble(share) > 0, margin.applyAsDouble(share));
        return share;
    }

    /** The margin goes from -3 to 1, evenly: it is zero at three quarters of the way, which is looked at first. */
    @Test
    void anEvenMarginIsFoundAtTheFirstLook() {
        search.begin(ROW, -3, 1);
        assertEquals(0.75, search.share(ROW), 1e-6);
    }

    /** Looks at the same share of what is left of the way, from where that begins. */
    @Test
    void whatIsLeftLiesBetweenTheLastFailureAndTheLastSuccess() {
        search.begin(ROW, -3, 1);
        search.narrow(ROW, 0.75, false, -1);
        assertEquals(0.75 + 0.25 / 2, search.share(ROW), 1e-6, "from -1 to 1");
        search.narrow(ROW, 0.875, true, 3);
        assertEquals(0.75 + 0.125 / 4, search.share(ROW), 1e-6, "from -1 to 3");
    }

    /** The boundary lies at 0.6; the margin bends, so that no look hits it. */
    @Test
    void threeLooksComeNearTheBoundaryOfABentMargin() {
        DoubleUnaryOperator margin = at -> at * at - 0.36;
        search.begin(ROW, margin.applyAsDouble(0), margin.applyAsDouble(1));
        double before = look(margin);
        double then = look(margin);
        double last = look(margin);
        assertTrue(Math.abs(then - 0.6) < Math.abs(before - 0.6), before + ", " + then);
        assertTrue(Math.abs(last - 0.6) < 0.02, "at " + last);
        assertTrue(last < 0.6, "an evenly changing margin would be zero sooner than this one");
    }

    /** A detector refuses points whose margin is that of a success: margins of one sign say nothing. */
    @Test
    void withoutAChangeOfSignTheWayIsHalved() {
        search.begin(ROW, 0.5, 2);
        assertEquals(0.5, search.share(ROW), 1e-6);
        search.narrow(ROW, 0.5, false, 1);
        assertEquals(0.75, search.share(ROW), 1e-6);
        search.narrow(ROW, 0.75, true, 1.5);
        assertEquals(0.625, search.share(ROW), 1e-6);
    }

    @Test
    void rowsAreApart() {
        search.begin(ROW, -3, 1);
        search.begin(0, -1, 1);
        search.narrow(0, 0.5, true, 0.1);
        assertEquals(0.75, search.share(ROW), 1e-6);
    }
}
