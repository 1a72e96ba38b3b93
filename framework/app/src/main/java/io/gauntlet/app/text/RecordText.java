package io.gauntlet.app.text;

import java.util.ArrayList;
import java.util.List;

import io.gauntlet.runtime.record.RecordReport;
import io.gauntlet.store.ChainReport;
import io.gauntlet.store.Head;

/** What a check of the record found, as text. */
public final class RecordText {
    private static final int SHORT = 16;

    private RecordText() {}

    /** The lines: what was checked, then everything that is not as it was recorded. */
    public static List<String> lines(RecordReport report, boolean rescored) {
        List<String> lines = new ArrayList<>();
        ChainReport chain = report.audit().chain();
        lines.add("Events       " + chain.checked() + (chain.intact() ? " checked, the chain is whole" : " checked"));
        lines.add(head(chain.head()));
        lines.add("Artifacts    " + report.audit().artifacts() + " checked, "
                + report.audit().dropped() + " of them dropped by policy");
        if (rescored) {
            lines.add("Models       " + report.models() + " evaluated on clean samples");
            lines.add("Examples     " + report.examples() + " of " + count(report.matches(), "match", "matches")
                    + " re-scored, " + report.rounding() + " within rounding; " + report.dropped()
                    + " dropped by policy");
        }
        report.others().forEach(other -> lines.add("Re-scored with another build of " + other + "."));
        lines.add("");
        section(lines, report.differences(), "thing differs", "things differ", " from what was recorded:");
        section(lines, report.unchecked(), "thing was", "things were", " not checked:");
        if (report.fine()) {
            lines.add("Everything is as it was recorded.");
        }
        return lines;
    }

    /** The head of the record, as {@code verify --head} takes it. */
    public static String head(Head head) {
        return "Head " + head.position() + ": " + head.link();
    }

    /** The first digits of a link, which are enough to name it. */
    public static String beginning(Head head) {
        return head.link().substring(0, SHORT);
    }

    private static void section(List<String> lines, List<String> sentences, String one, String many, String rest) {
        if (!sentences.isEmpty()) {
            lines.add(count(sentences.size(), one, many) + rest);
            sentences.forEach(sentence -> lines.add("  " + sentence));
        }
    }

    /** Such as {@code 1 match} or {@code 2 matches}. */
    public static String count(long n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }
}
