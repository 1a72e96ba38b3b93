package io.gauntlet.arena.director;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A record in memory with a director that follows it and one worker; who of them acts next is the test's choice. */
final class Chronicle {
    /** An event at its position, the index in the list plus 1. */
    record Entry(String stream, Event event) {}

    final List<Entry> log = new ArrayList<>();
    private final Map<UUID, String> byId = new HashMap<>();
    private final Deque<Decision.Job> jobs = new ArrayDeque<>();
    private final Set<String> jobKeys = new HashSet<>();
    private final Set<UUID> failing = new HashSet<>();
    private final DirectorState state = new DirectorState(this::plan);
    private int decided;

    /** What a match leaves to nobody after it; null in matrix mode. */
    Function<Event.MatchPlanned, @Nullable List<Integer>> taken = plan -> null;

    /** How many of a match's samples, all right when clean, the attacker takes. */
    ToIntFunction<Event.MatchPlanned> wrong = plan -> 0;

    void append(String stream, Event event) {
        log.add(new Entry(stream, event));
    }

    private Event.TournamentPlanned plan(UUID tournament) {
        return log.stream()
                .filter(entry -> entry.stream().equals(Ids.tournament(tournament)))
                .map(entry -> (Event.TournamentPlanned) entry.event())
                .findFirst()
                .orElseThrow();
    }

    /** Trainings of these streams fail the next time. */
    void fail(UUID training) {
        failing.add(training);
    }

    boolean directorCan() {
        return decided < log.size();
    }

    boolean workerCan() {
        return !jobs.isEmpty();
    }

    /** Lets the director take in one event, and commits what it decides. */
    void direct() {
        Entry entry = log.get(decided++);
        state.apply(entry.stream(), entry.event());
        Decision decision = Director.decide(state, entry.stream(), decided, entry.event());
        assertEquals(
                decision,
                Director.decide(state, entry.stream(), decided, entry.event()),
                "deciding twice gives the same");
        for (Decision.Consequence consequence : decision.events()) {
            String content = consequence.stream() + EventCodec.write(consequence.event());
            String before = byId.putIfAbsent(consequence.id(), content);
            assertEquals(before == null ? content : before, content, "another content under a known id");
            if (before == null) {
                append(consequence.stream(), consequence.event());
            }
        }
        for (Decision.Job job : decision.jobs()) {
            if (jobKeys.add(job.key())) {
                jobs.add(job);
            }
        }
    }

    /** Lets the worker do one job. */
    void work() {
        Decision.Job job = jobs.remove();
        if (job.kind().equals(Decision.Job.MATCH)) {
            Event.MatchPlanned plan = log.stream()
                    .filter(entry -> entry.stream().equals(job.stream()) && entry.event() instanceof Event.MatchPlanned)
                    .map(entry -> (Event.MatchPlanned) entry.event())
                    .reduce((first, last) -> last)
                    .orElseThrow();
            append(
                    job.stream(),
                    new Event.MatchScored(
                            "npy of " + job.stream(),
                            "json",
                            plan.samples().size(),
                            plan.samples().size(),
                            wrong.applyAsInt(plan),
                            1,
                            1,
                            null,
                            null,
                            null,
                            taken.apply(plan)));
        } else if (failing.remove(Ids.id(job.stream()))) {
            append(job.stream(), new Event.TrainingFailed("epoch 1", "it diverged"));
        } else {
            append(job.stream(), new Event.ModelTrained("weights of " + job.stream(), 1, 1, List.of(), List.of(), 1));
        }
    }

    /** Goes on until nothing is left to do. Where both can act, the bits of the number, then its scrambled ones, choose. */
    void run(long choices) {
        long bits = choices;
        while (directorCan() || workerCan()) {
            boolean worker = workerCan() && (!directorCan() || (bits & 1) == 1);
            bits = bits == 0 ? choices * 0x9E3779B97F4A7C15L : bits >>> 1;
            if (worker) {
                work();
            } else {
                direct();
            }
        }
    }

    <E extends Event> Stream<E> events(Class<E> type) {
        return log.stream().map(Entry::event).filter(type::isInstance).map(type::cast);
    }

    <E extends Event> List<String> streams(Class<E> type) {
        return log.stream()
                .filter(entry -> type.isInstance(entry.event()))
                .map(Entry::stream)
                .toList();
    }

    Set<UUID> unfinished() {
        return state.unfinished();
    }
}
