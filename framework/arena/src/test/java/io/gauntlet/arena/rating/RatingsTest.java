package io.gauntlet.arena.rating;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.scoring.CellRecord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

class RatingsTest {
    private static final ThreatModel LINF = ThreatModel.whiteBox(Norm.LINF, 0.3);

    /** x broken, . survived, c wrong when clean. */
    private static CellRecord cell(String attacker, String defender, int scored, int skipped, String outcome) {
        List<CellRecord.Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < outcome.length(); i++) {
            char what = outcome.charAt(i);
            verdicts.add(new CellRecord.Verdict(i, what != 'c', what == '.' ? 0 : 1, 0.1, 10, 5, Map.of()));
        }
        return new CellRecord(attacker, defender, 1, scored, skipped, null, null, verdicts);
    }

    private static CellRecord played(String attacker, String defender, String outcome) {
        return cell(attacker, defender, 1, 0, outcome);
    }

    private static Ratings rated(CellRecord... cells) {
        return Ratings.of(LINF, List.of(cells), Seed.of(7));
    }

    @Test
    void theBestComeFirstAndTheCoverIsNamed() {
        Ratings ratings = rated(
                played("weak", "d", "x...c..."),
                played("strong", "d", "xxxxcx.."),
                played("weak", "e", "x......."),
                played("strong", "e", "xx......"));
        assertNull(ratings.open());
        assertEquals("strong", ratings.attackers().get(0).label());
        assertEquals(1, ratings.attackers().get(0).weight(), 1e-9);
        assertEquals("e", ratings.defenders().get(0).label());
        assertEquals(0.25, Objects.requireNonNull(ratings.value()), 1e-9, "the best defender against the best attack");
        assertEquals(0.75, ratings.defenders().get(0).nash(), 1e-9);
        assertEquals(List.of("strong"), ratings.cover());
        assertEquals(List.of(), ratings.omitted());
    }

    /** A sample that was wrong when clean is lost in the game, and nobody's break. */
    @Test
    void whatWasWrongWhenCleanNeedsNoAttack() {
        Ratings ratings = rated(played("a", "d", "cc.."), played("b", "d", "cc.."));
        assertEquals(0.5, Objects.requireNonNull(ratings.value()), 1e-9);
        assertEquals(List.of(), ratings.cover());
    }

    @Test
    void anOpenGridIsNotRated() {
        Ratings ratings = rated(played("a", "d", "x..."), cell("b", "d", 0, 0, ""));
        assertEquals("Players are rated once every cell is over; 1 of 2 is not.", ratings.open());
        assertEquals(List.of(), ratings.attackers());
        assertNull(ratings.cover());
        assertNull(ratings.value());
        assertNotNull(rated().open());
    }

    @Test
    void whoDidNotPlayAllIsLeftOutByName() {
        Ratings ratings = rated(
                played("a", "d", "x..."),
                played("a", "e", "xx.."),
                played("b", "d", "xxxx"),
                cell("b", "e", 0, 1, ""),
                cell("a", "f", 0, 1, ""),
                cell("b", "f", 0, 1, ""));
        assertNull(ratings.open());
        assertEquals(
                List.of("a"),
                ratings.attackers().stream().map(Ratings.Rating::label).toList());
        assertEquals(List.of("b", "f"), ratings.omitted());
    }

    /** As cells of attackers have them that are sliced, and that are not. */
    @Test
    void samplesMeetWhateverTheirOrder() {
        CellRecord ordered = played("a", "d", "xxxx....");
        List<CellRecord.Verdict> turned =
                new ArrayList<>(played("b", "d", "xxxx....").samples());
        Collections.reverse(turned);
        CellRecord other = new CellRecord("b", "d", 1, 1, 0, null, null, turned);
        Ratings ratings = rated(ordered, other);
        assertEquals(List.of("a"), ratings.cover());
        assertEquals(
                ratings.attackers().get(0).pointsLow(),
                ratings.attackers().get(1).pointsLow(),
                1e-6);
    }

    @Test
    void equalVerdictsRateEqually() {
        CellRecord[] cells = {
            played("a", "d", "x.x.x..."),
            played("b", "d", "..xxx.c."),
            played("a", "e", "xxxxxx.."),
            played("b", "e", "......xx")
        };
        assertEquals(rated(cells), rated(cells));
    }
}
