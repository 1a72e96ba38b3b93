package io.gauntlet.app.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.gauntlet.app.json.EventJson;
import io.gauntlet.app.json.Json;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.Subscription;

/** Prints the record. */
@Command(name = "events", description = "Print what is recorded, event by event.")
final class EventsCommand extends Subcommand {
    private static final int PAGE = 1000;
    private static final int LONGEST = 60;

    @Option(names = "--follow", description = "Then wait for more, until interrupted.")
    boolean follow;

    @Option(names = "--json", description = "One JSON object a line, with everything.")
    boolean json;

    @Option(names = "--from", paramLabel = "N", description = "Begin with the event at this position (default: 1).")
    long from = 1;

    @Option(
            names = "--stream",
            paramLabel = "STREAM",
            description = "Only this stream, such as match-UUID, or all of a category, such as match.")
    @Nullable
    String stream;

    @Override
    public Integer call() throws InterruptedException {
        if (from < 1) {
            throw new InvalidInputException(
                    "The option --from takes a position, which is 1 or more, not " + from + ".");
        }
        try (Session session = Session.open(parent, 1)) {
            EventStore events = session.gauntlet().events();
            if (follow) {
                follow(events);
            } else {
                readAll(events);
            }
            return ExitStatus.DONE;
        }
    }

    private void readAll(EventStore events) {
        long position = from - 1;
        List<RecordedEvent> page;
        do {
            page = events.readAll(position, PAGE);
            print(page);
            position = page.isEmpty() ? position : page.get(page.size() - 1).position();
        } while (page.size() == PAGE && !out().checkError());
    }

    private void follow(EventStore events) throws InterruptedException {
        CountDownLatch unread = new CountDownLatch(1);
        try (Subscription subscription = events.subscribe(from - 1, page -> {
            print(page);
            if (out().checkError()) {
                unread.countDown();
            }
        })) {
            while (!unread.await(1, TimeUnit.SECONDS)) {
                if (subscription.failure().isPresent()) {
                    throw new IllegalStateException(subscription.failure().get());
                }
            }
        }
    }

    private void print(List<RecordedEvent> page) {
        for (RecordedEvent event : page) {
            if (wanted(event)) {
                out().println(json ? Json.write(EventJson.full(event)) : line(event));
            }
        }
        out().flush();
    }

    private boolean wanted(RecordedEvent event) {
        return stream == null
                || event.stream().equals(stream)
                || Ids.category(event.stream()).equals(stream);
    }

    private static String line(RecordedEvent event) {
        String said = Json.parse(event.data()).properties().stream()
                .filter(field ->
                        field.getValue().isValueNode() && !field.getValue().isNull())
                .map(EventsCommand::words)
                .collect(Collectors.joining(" "));
        String cut = said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "…";
        return (event.position() + " " + event.recordedAt() + " " + event.stream() + " " + event.type() + " " + cut)
                .stripTrailing();
    }

    private static String words(Map.Entry<String, JsonNode> field) {
        return field.getKey() + "=" + field.getValue().asText();
    }
}
