package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.gauntlet.arena.scoring.CellRecord.Detection;
import io.gauntlet.arena.scoring.CellRecord.Verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DetectionScoreTest {
    private static final double THRESHOLD = 2.5;

    private static Verdict verdict(double clean, double score, boolean misleads) {
        boolean alarm = clean > THRESHOLD;
        Detection detection = new Detection(alarm, score > THRESHOLD, misleads, clean, score);
        return new Verdict(0, !alarm, 0, 0.1, 1, 1, Map.of(), 0, detection);
    }

    private static DetectionScore score(List<Verdict> verdicts) {
        return Objects.requireNonNull(DetectionScore.of(verdicts));
    }

    @Test
    void countsAlarmsAndRejections() {
        DetectionScore score =
                score(List.of(verdict(1, 4, true), verdict(1, 2, true), verdict(1, 3, true), verdict(3, 3, false)));
        assertEquals(0.25, score.falseAlarms());
        assertEquals(2 / 3.0, score.rejected(), 1e-12);
    }

    /** Clean scores 1, 1, 1, 3; adversarial ones 4, 2, 3: of 12 pairs 10 are in order and 1 is tied. */
    @Test
    void theAreaIsTheShareOfPairsInOrder() {
        DetectionScore score =
                score(List.of(verdict(1, 4, true), verdict(1, 2, true), verdict(1, 3, true), verdict(3, 3, true)));
        assertEquals(10.5 / 12, score.area(), 1e-12);
        assertEquals(new DetectionScore.Point(0, 0), score.roc().get(0));
        assertEquals(new DetectionScore.Point(0, 1 / 3.0), score.roc().get(1));
        assertEquals(new DetectionScore.Point(1, 1), score.roc().get(score.roc().size() - 1));
    }

    /** A hundred clean scores from 0 to 0.99: thresholds of 0.98, 0.94 and 0.89. */
    @Test
    void whatIsFoundKeepsToTheFalseAlarms() {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            verdicts.add(verdict(i / 100.0, i < 50 ? 0.98 : 0.985, true));
        }
        List<DetectionScore.Point> found = score(verdicts).found();
        assertEquals(new DetectionScore.Point(0.01, 0.5), found.get(0));
        assertEquals(new DetectionScore.Point(0.05, 1), found.get(1));
    }

    @Test
    void theCurveRisesAndItsTrapezesAreTheArea() {
        Random random = new Random(5);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            verdicts.add(verdict(random.nextInt(10) / 4.0, random.nextInt(14) / 4.0, true));
        }
        DetectionScore score = score(verdicts);
        double area = 0;
        for (int i = 1; i < score.roc().size(); i++) {
            DetectionScore.Point before = score.roc().get(i - 1);
            DetectionScore.Point at = score.roc().get(i);
            assertTrue(at.falseAlarms() >= before.falseAlarms() && at.detected() >= before.detected());
            area += (at.falseAlarms() - before.falseAlarms()) * (at.detected() + before.detected()) / 2;
        }
        assertEquals(score.area(), area, 1e-12);
    }

    @Test
    void aLongCurveIsThinned() {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            verdicts.add(verdict(i / 1000.0, 0.1 + i / 1000.0, true));
        }
        DetectionScore score = score(verdicts);
        assertEquals(DetectionScore.MOST_POINTS, score.roc().size());
        assertEquals(new DetectionScore.Point(1, 1), score.roc().get(DetectionScore.MOST_POINTS - 1));
    }

    @Test
    void whatMisleadsNobodyIsNothingToDetect() {
        DetectionScore score = score(List.of(verdict(1, 4, false)));
        assertNull(score.area());
        assertEquals(List.of(), score.roc());
        assertNull(DetectionScore.of(List.of(new Verdict(0, true, 0, 0, 1, 1, Map.of()))));
    }
}
