package io.gauntlet.plugins.transformations.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.transformation.ChosenTransformation;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.filter.FilterTransformations;
import io.gauntlet.plugins.transformations.filter.Jpeg;
import io.gauntlet.plugins.transformations.support.Pictures;
import io.gauntlet.plugins.transformations.tone.GaussianNoise;
import io.gauntlet.plugins.transformations.tone.ToneTransformations;
import io.gauntlet.plugins.transformations.warp.Outside;
import io.gauntlet.plugins.transformations.warp.Rotate;
import io.gauntlet.plugins.transformations.warp.Translate;
import io.gauntlet.plugins.transformations.warp.WarpTransformations;
import io.gauntlet.testkit.TransformationContract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ChainTest {
    private static final Rotate TURN = new Rotate(List.of(-40.0, 40.0), Outside.BLACK);
    private static final Translate SHIFT = new Translate(List.of(1.0), List.of(0.0), Outside.BLACK);
    private static final GaussianNoise NOISE = new GaussianNoise(List.of(0.01));
    private static final Jpeg JPEG = new Jpeg(List.of(60.0), Jpeg.Chroma.FULL);

    /** Turned and shifted pictures: linear for given draws. */
    @Nested
    class WarpsContract extends TransformationContract<Chain> {
        @Override
        protected TransformationFactory<Chain> factory() {
            return Chain.factory();
        }

        @Override
        protected Chain parameters() {
            return chain(TURN, SHIFT, TURN);
        }

        @Override
        protected boolean linear() {
            return true;
        }
    }

    @Nested
    class MixedContract extends TransformationContract<Chain> {
        @Override
        protected TransformationFactory<Chain> factory() {
            return Chain.factory();
        }

        @Override
        protected Chain parameters() {
            return chain(TURN, NOISE, JPEG);
        }
    }

    @Test
    void membersFollowOneAnother() {
        float[] x = Pictures.random(6, 6, 1);
        float[] once = through(x, chain(SHIFT));
        assertArrayEquals(through(once, chain(SHIFT)), through(x, chain(SHIFT, SHIFT)));
    }

    /** Two members of the same kind draw differently: noise twice is not twice the same noise. */
    @Test
    void eachMemberDrawsForItself() {
        float[] grey = Pictures.random(20, 20, 1);
        for (int i = 0; i < grey.length; i++) {
            grey[i] = 0.5f;
        }
        float[] twice = through(grey, chain(NOISE, NOISE));
        double squares = 0;
        for (float y : twice) {
            squares += (y - 0.5) * (y - 0.5);
        }
        assertEquals(0.01 * Math.sqrt(2), Math.sqrt(squares / grey.length), 0.002);
    }

    @Test
    void declaresTheLeastThatAMemberDeclares() {
        try (Stage exact = stage(chain(TURN, NOISE));
                Stage standIn = stage(chain(TURN, JPEG))) {
            assertEquals(Derivative.EXACT, exact.declared());
            assertEquals(Derivative.STRAIGHT_THROUGH, standIn.declared());
            assertEquals("chain(rotate(-40..40), gaussian-noise(0.01))", exact.name());
            assertNotEquals(exact.name(), standIn.name());
        }
    }

    @Test
    void anEmptyChainIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Chain(List.of()));
    }

    private static float[] through(float[] x, Chain chain) {
        int side = (int) Math.sqrt(x.length);
        return Pictures.forward(Chain.factory(), chain, x, 1, side, side, 1);
    }

    private static Stage stage(Chain chain) {
        return Chain.factory().create().apply(chain).stage(new long[] {8, 8, 1});
    }

    private static Chain chain(Record... members) {
        List<ChosenTransformation<?>> chosen = new ArrayList<>();
        for (Record member : members) {
            chosen.add(chosen(member));
        }
        return new Chain(chosen);
    }

    private static ChosenTransformation<?> chosen(Record parameters) {
        return Stream.of(
                        WarpTransformations.factories(),
                        ToneTransformations.factories(),
                        FilterTransformations.factories())
                .flatMap(List::stream)
                .filter(factory -> factory.parameters().isInstance(parameters))
                .findFirst()
                .map(factory -> chosen(factory, parameters))
                .orElseThrow();
    }

    private static <P extends Record> ChosenTransformation<P> chosen(
            TransformationFactory<P> factory, Record parameters) {
        return new ChosenTransformation<>(factory, factory.parameters().cast(parameters));
    }
}
