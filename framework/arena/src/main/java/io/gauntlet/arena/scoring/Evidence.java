package io.gauntlet.arena.scoring;

import java.util.BitSet;
import java.util.List;

import io.gauntlet.arena.flag.CellEvidence;
import io.gauntlet.arena.flag.Circumstances;
import io.gauntlet.arena.flag.Doubts;
import io.gauntlet.arena.flag.Flag;
import io.gauntlet.arena.flag.Play;

/** What the verdicts on cells say to those who look for doubts. */
final class Evidence {
    private Evidence() {}

    static List<Flag> flags(List<CellRecord> records, Circumstances circumstances) {
        return Doubts.of(
                records.stream().map(record -> of(record, circumstances)).toList(), circumstances);
    }

    private static CellEvidence of(CellRecord record, Circumstances circumstances) {
        BitSet judged = new BitSet();
        BitSet broken = new BitSet();
        long queries = 0;
        long gradients = 0;
        long most = 0;
        for (CellRecord.Verdict verdict : record.samples()) {
            judged.set(verdict.sample());
            broken.set(verdict.sample(), verdict.broken());
            queries += verdict.queries();
            gradients += verdict.gradients();
            most = Math.max(most, verdict.gradients());
        }
        Play play = circumstances.play(record.attacker(), record.defender());
        return new CellEvidence(
                record.attacker(),
                record.defender(),
                record.reason(),
                record.over(),
                judged,
                broken,
                queries,
                gradients,
                most,
                play.fittingQueries(),
                play.fittingGradients(),
                play.late(),
                play.conduct());
    }
}
