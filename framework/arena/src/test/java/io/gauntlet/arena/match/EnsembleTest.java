package io.gauntlet.arena.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Attacks in turn. Samples are of class 0, and broken when their first value exceeds 0.5; epsilon is 0.3. */
class EnsembleTest {
    private static AttackInfo info(AttackInfo.Kind kind, boolean fits) {
        return new AttackInfo(
                new Description("member", "1", "Written by a test.", List.of(), ""),
                kind,
                Set.of(Norm.LINF),
                Knowledge.TRANSFER,
                true,
                fits,
                "");
    }

    private static Ensemble.Member fixed(Attack attack) {
        return new Ensemble.Member(info(AttackInfo.Kind.FIXED_EPSILON, false), attack);
    }

    private static Ensemble.Member minimum(Attack attack) {
        return new Ensemble.Member(info(AttackInfo.Kind.MINIMUM_NORM, false), attack);
    }

    private static Ensemble of(Ensemble.Member... members) {
        return threatModel -> List.of(members);
    }

    /** Asks once about each sample moved by {@code step}, remembering how many samples were asked about. */
    private static Attack shift(float step, List<Integer> asked) {
        return Stepwise.attack((rows, target) -> {
            INDArray x = rows.original().add(step);
            asked.add(rows.live());
            rows.offer(x, target.labels(x, rows.all()));
            for (int row = 0; row < rows.live(); row++) {
                rows.finish(row);
            }
        });
    }

    @Test
    void laterMembersMeetOnlyWhatStillStandsInFullBlocks() {
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        List<Integer> third = new ArrayList<>();
        MatchResult result = Play.on(Play.zeros(0.45, 0.1, 0.45, 0.3, 0.45, 0.3), 4)
                .attack(of(fixed(shift(0.1f, first)), fixed(shift(0.25f, second)), fixed(shift(0.3f, third))));
        assertEquals(List.of(4, 2), first);
        assertEquals(List.of(3), second);
        assertEquals(List.of(1), third);
        assertArrayEquals(new float[] {1, 0, 1, 1, 1, 1}, result.outcomes().wrong());
        assertArrayEquals(new long[] {1, 3, 1, 2, 1, 2}, result.outcomes().queries());
        assertArrayEquals(new long[] {1, 0, 1, 2, 1, 2}, result.outcomes().firstSuccess());
    }

    @Test
    void aMemberOfMinimumNormLooksBeyondEpsilonButOnlySuccessesWithinItCount() {
        List<Float> epsilon = new ArrayList<>();
        Attack nearer = Stepwise.attack((rows, target) -> {
            epsilon.add(rows.epsilon()[0]);
            float step = 0.5f - 0.15f * rows.iteration()[0];
            INDArray x = rows.original().add(step);
            rows.offer(x, target.labels(x, rows.all()));
        });
        List<Integer> after = new ArrayList<>();
        MatchResult result = Play.on(Play.zeros(0.35), 2).attack(of(minimum(nearer), fixed(shift(0.1f, after))));
        assertEquals(List.of(Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY), epsilon);
        assertEquals(List.of(), after, "the third step, of 0.2, broke the sample within epsilon");
        assertEquals(0.2, result.outcomes().linf()[0], 1e-6);
        assertEquals(3, result.outcomes().firstSuccess()[0], "a success beyond epsilon is none");
    }

    @Test
    void membersShareABudgetAndDrawApart() {
        List<Float> drawn = new ArrayList<>();
        Attack drawing = Stepwise.attack((rows, target) -> {
            drawn.add(rows.draws(0, "start").uniform());
            rows.offer(rows.original(), target.labels(rows.original(), rows.all()));
            if (rows.iteration()[0] == 1) {
                rows.finish(0);
            }
        });
        MatchResult result = Play.on(Play.zeros(0.1), 1)
                .with(Play.budget(Knowledge.WHITE_BOX, 3, 10))
                .attack(of(fixed(drawing), fixed(drawing)));
        assertEquals(3, result.outcomes().queries()[0]);
        assertNotEquals(drawn.get(0), drawn.get(2));
    }

    @Test
    void whatCannotTakeTurnsIsNoMember() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Ensemble.Member(info(AttackInfo.Kind.FIXED_EPSILON, true), shift(0, new ArrayList<>())));
        assertThrows(IllegalArgumentException.class, () -> fixed(of(fixed(shift(0, new ArrayList<>())))));
    }
}
