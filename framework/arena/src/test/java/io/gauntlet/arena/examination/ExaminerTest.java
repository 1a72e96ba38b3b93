package io.gauntlet.arena.examination;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Norm;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.arena.flag.Canaries;
import io.gauntlet.arena.flag.CellEvidence;
import io.gauntlet.arena.flag.Circumstances;
import io.gauntlet.arena.flag.Doubts;
import io.gauntlet.arena.flag.Examination;
import io.gauntlet.arena.flag.Examination.Rung;
import io.gauntlet.arena.flag.Flag;
import io.gauntlet.arena.match.Points;
import io.gauntlet.arena.match.StepModel;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.spec.Rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExaminerTest {
    private static final int SAMPLES = 80;

    /** Half of them at 0.05, which is class 0, half at 0.95, which is class 1. */
    private static Points points() {
        float[][] values = new float[SAMPLES][2];
        int[] labels = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            labels[i] = i % 2;
            values[i][0] = labels[i] == 0 ? 0.05f : 0.95f;
        }
        return new Points(values, labels);
    }

    private static Examination examine(Model model) {
        return examine(model, Norm.LINF);
    }

    private static Examination examine(Model model, Norm... norms) {
        return Examiner.examine(model, points(), Set.of(norms), Seed.of(5), new StopSignal());
    }

    private static List<String> flags(Examination examination) {
        return flags(examination, Norm.LINF);
    }

    private static List<String> flags(Examination examination, Norm norm) {
        Circumstances known =
                new Circumstances(Canaries.NONE, List.of(), java.util.Map.of("d", examination), Rules.DEFAULT, norm);
        CellEvidence cell = new CellEvidence(
                "pgd", "d", null, true, new java.util.BitSet(), new java.util.BitSet(), 0, 0, 0, 0, 0, 0, null);
        return Doubts.of(List.of(cell), known).stream().map(Flag::check).collect(Collectors.toList());
    }

    /** A step model that says of its outputs or its gradients what a test wants. */
    private static StepModel changed(UnaryOperator<float[]> logits, UnaryOperator<Float> slope) {
        return new StepModel(7) {
            @Override
            public List<Output> forward(INDArray x, RowDraws draws) {
                List<Output> outputs = super.forward(x, draws);
                outputs.forEach(output -> {
                    float[] other = logits.apply(output.logits().clone());
                    System.arraycopy(other, 0, output.logits(), 0, other.length);
                });
                return outputs;
            }

            @Override
            public INDArray gradient(INDArray x, RowDraws draws, OutputGradient wanted) {
                INDArray gradient = super.gradient(x, draws, wanted);
                for (int i = 0; i < gradient.size(0); i++) {
                    gradient.putScalar(i, 0, slope.apply(gradient.getFloat(i, 0)));
                }
                return gradient;
            }
        };
    }

    @Test
    void anHonestModelGivesNoReasonToDoubt() {
        Examination examination = examine(new StepModel(7));
        assertEquals(64, examination.samples());
        assertEquals(2, examination.classes());
        assertEquals(0, examination.differing());
        assertFalse(examination.probabilities());
        assertEquals(
                List.of(64, 64, 64, 64, 0),
                examination.ladder().stream().map(Rung::survived).toList());
        assertEquals(64, examination.ladder().get(4).lost());
        assertEquals(List.of(), flags(examination));
    }

    @Test
    void theSameIsFoundTwiceAndInBlocksOfAnySize() {
        assertEquals(examine(new StepModel(7)), examine(new StepModel(64)));
        assertEquals(
                examine(new StepModel(7, 0.1, Float.POSITIVE_INFINITY)),
                examine(new StepModel(7, 0.1, Float.POSITIVE_INFINITY)));
    }

    @Test
    void aModelWithoutSlopeIsMasked() {
        Examination examination = examine(changed(logits -> logits, slope -> 0f));
        assertEquals(16, examination.differing());
        assertTrue(examination.ladder().get(4).survived() > 40, examination.toString());
        assertEquals(List.of("differs-from-differences", "huge-epsilon-survived"), flags(examination));
    }

    @Test
    void aSlopeOfTheWrongSignDiffers() {
        assertEquals(16, examine(changed(logits -> logits, slope -> -slope)).differing());
        assertEquals(
                0, examine(changed(logits -> logits, slope -> 1.2f * slope)).differing());
    }

    @Test
    void probabilitiesAreRecognised() {
        UnaryOperator<float[]> softmax = logits -> {
            float one = (float) (1 / (1 + Math.exp(-logits[1])));
            return new float[] {1 - one, one};
        };
        assertTrue(examine(changed(softmax, slope -> slope)).probabilities());
    }

    /** The border lies 0.45 from every sample along the first of two values. */
    @ParameterizedTest
    @EnumSource(
            value = Norm.class,
            names = {"L2", "L1"})
    void inOtherNormsTheLadderEndsAtWhatTheWholeBoxTakes(Norm norm) {
        Examination examination = examine(new StepModel(7), norm);
        assertEquals(List.of(), examination.ladder());
        List<Rung> ladder = examination.ladder(norm);
        double box = norm == Norm.L2 ? Math.sqrt(2) : 2;
        assertEquals(box, ladder.get(4).epsilon(), 1e-6);
        assertEquals(
                List.of(64, 64, 64),
                ladder.stream().limit(3).map(Rung::survived).toList());
        assertEquals(0, ladder.get(4).survived());
        assertEquals(List.of(), flags(examination, norm));
        assertEquals(
                List.of("differs-from-differences", "huge-epsilon-survived"),
                flags(examine(changed(logits -> logits, slope -> 0f), norm), norm));
        assertEquals(examination, examine(new StepModel(64), norm), "in blocks of any size");
    }

    @Test
    void whereANormWasNotTriedTheMaximumNormTells() {
        Examination masked = examine(changed(logits -> logits, slope -> 0f), Norm.LINF);
        assertTrue(flags(masked, Norm.L2).contains("huge-epsilon-survived"));
        assertTrue(flags(masked, Norm.POSE).contains("huge-epsilon-survived"));
    }

    @Test
    void aModelThatIsAlwaysWrongIsExaminedOnNothing() {
        Examination examination = examine(changed(logits -> new float[] {logits[1], 0}, slope -> slope));
        assertEquals(0, examination.samples());
        assertEquals(List.of(), flags(examination));
    }
}
