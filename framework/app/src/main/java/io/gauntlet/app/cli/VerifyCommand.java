package io.gauntlet.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.RecordText;
import io.gauntlet.runtime.record.RecordReport;
import io.gauntlet.store.AuditReport;
import io.gauntlet.store.Head;

/** Checks the record. */
@Command(
        name = "verify",
        description =
                "Check that the record is what was recorded: the chain of events, every artifact, how"
                        + " accurate every stored model is, and what every adversarial example does to it. Ends with status 1 when something differs.")
final class VerifyCommand extends Subcommand {
    @Parameters(
            paramLabel = "TOURNAMENT",
            arity = "0..1",
            description = "Name, id or the beginning of an id: check its artifacts and examples only (default: all)."
                    + " The chain is always checked whole.")
    @Nullable
    String tournament;

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description = "The head that `run` or `verify` printed earlier, or its first digits: the record must still"
                    + " hold it, so that a tail that was cut off is found.")
    @Nullable
    String head;

    @Option(names = "--hashes-only", description = "Do not re-score the examples.")
    boolean hashesOnly;

    @Option(names = "--workers", paramLabel = "N", description = "How many threads compute (default: one a core).")
    @Nullable
    Integer workers;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(parent, Workers.of(workers))) {
            Optional<UUID> chosen = tournament == null
                    ? Optional.empty()
                    : Optional.of(
                            TournamentChoice.of(session.queries(), tournament).id());
            RecordReport report;
            try (ProgressDisplay display = display()) {
                report = session.gauntlet()
                        .recordCheck()
                        .check(chosen, Optional.ofNullable(head), !hashesOnly, Checking.shown(display));
            }
            if (json) {
                out().println(Json.pretty(Answer.of(report)));
            } else {
                print(RecordText.lines(report, !hashesOnly));
            }
            return report.fine() ? ExitStatus.DONE : ExitStatus.FAILED;
        }
    }

    /** The report as JSON has it. */
    private record Answer(
            boolean fine,
            long events,
            Head head,
            long artifacts,
            long artifactsDropped,
            int models,
            int matches,
            long examples,
            long withinRounding,
            int matchesDropped,
            List<String> differences,
            List<String> unchecked,
            List<String> otherBuilds) {
        static Answer of(RecordReport report) {
            AuditReport audit = report.audit();
            return new Answer(
                    report.fine(),
                    audit.chain().checked(),
                    audit.chain().head(),
                    audit.artifacts(),
                    audit.dropped(),
                    report.models(),
                    report.matches(),
                    report.examples(),
                    report.rounding(),
                    report.dropped(),
                    report.differences(),
                    report.unchecked(),
                    report.others());
        }
    }
}
