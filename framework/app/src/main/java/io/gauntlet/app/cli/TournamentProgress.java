package io.gauntlet.app.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.gauntlet.app.text.FittingText;
import io.gauntlet.app.text.Numbers;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.runtime.TournamentListener;
import io.gauntlet.runtime.bus.ProgressReport;
import io.gauntlet.store.RecordedEvent;

/** Follows a tournament and tells a display. */
final class TournamentProgress implements TournamentListener {
    private static final String TRAINING = "training-";

    private final ProgressDisplay display;
    private final long past;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> imported = new HashSet<>();
    private final Set<String> over = new HashSet<>();
    private final Map<String, Running> running = new LinkedHashMap<>();

    /** How far a job is, and what it says of itself: of trainings the loss and what is answered rightly. */
    private record Running(double done, String words) {
        static final Running BEGUN = new Running(0, "");
    }

    /** @param past the position up to which events are counted, but not told: they happened in an earlier run */
    TournamentProgress(ProgressDisplay display, long past) {
        this.display = display;
        this.past = past;
    }

    @Override
    public synchronized void recorded(RecordedEvent recorded, Event event) {
        String stream = recorded.stream();
        boolean news = recorded.position() > past;
        if (event instanceof Event.TournamentPlanned plan) {
            plan.players().stream()
                    .filter(player -> player.model() != null)
                    .forEach(player -> imported.add(player.label()));
        } else if (event instanceof Event.RoundStarted round) {
            round.models()
                    .forEach(model -> names.put(
                            Ids.training(model.training()),
                            (imported.contains(model.label()) ? "importing " : "training ") + model.label()));
            round.all().forEach(match -> over.remove(Ids.match(match.match())));
            round.all()
                    .forEach(match -> names.put(
                            Ids.match(match.match()),
                            match.attacker() + " against " + match.defender()
                                    + (match.split() == null ? "" : " on the attackers' split")
                                    + ", slice " + (match.slice() + 1)));
        } else if (event instanceof Event.TrainingStarted || event instanceof Event.MatchStarted) {
            running.put(stream, Running.BEGUN);
        } else {
            String outcome = outcome(event);
            if (!outcome.isEmpty()) {
                String match = event instanceof Event.MatchSkipped skipped ? Ids.match(skipped.match()) : stream;
                end(match, outcome, news);
            }
        }
        show();
    }

    private void end(String stream, String outcome, boolean news) {
        running.remove(stream);
        if (names.containsKey(stream) && over.add(stream) && news) {
            display.say(String.format(
                    Locale.ROOT, "[%d/%d] %s: %s", over.size(), names.size(), names.get(stream), outcome));
        }
    }

    /** What came of a job, for people; empty for an event that says nothing of that. */
    static String outcome(Event event) {
        if (event instanceof Event.ModelTrained trained) {
            return Numbers.percent(trained.cleanAccuracy()) + " % right when clean";
        }
        if (event instanceof Event.TrainingFailed failed) {
            return "failed: " + failed.reason();
        }
        if (event instanceof Event.MatchScored scored) {
            return Numbers.percent(1 - scored.wrong() / scored.samples()) + " % of " + scored.samples()
                    + " samples survive" + FittingText.after(scored.fitting());
        }
        if (event instanceof Event.MatchForfeited forfeited) {
            return "forfeited by the " + forfeited.by() + ": " + forfeited.message();
        }
        return event instanceof Event.MatchSkipped skipped ? "skipped: " + skipped.reason() : "";
    }

    @Override
    public synchronized void progress(ProgressReport report) {
        if (names.containsKey(report.stream()) && !over.contains(report.stream())) {
            boolean training = report.stream().startsWith(TRAINING);
            running.put(report.stream(), new Running(report.done(), training ? report.message() : ""));
            show();
        }
    }

    private void show() {
        double done = over.size()
                + running.values().stream().mapToDouble(Running::done).sum();
        String now = running.entrySet().stream()
                .map(job -> words(names.getOrDefault(job.getKey(), job.getKey()), job.getValue()))
                .collect(Collectors.joining("; "));
        display.show(over.size(), names.size(), done, now);
    }

    private static String words(String name, Running job) {
        String words = String.format(Locale.ROOT, "%s %.0f %%", name, 100 * job.done());
        return job.words().isEmpty() ? words : words + " (" + job.words() + ")";
    }
}
