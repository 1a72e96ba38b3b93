package io.gauntlet.app.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.store.EventStore;

/** A moment of the record, as people type it: the position of an event, or a time. */
final class Moment {
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Moment() {}

    /** A time as tables show it, to the minute, in this zone; it can be typed so. */
    static String shown(Instant time) {
        return SHOWN.format(time);
    }

    /**
     * The last position at that moment.
     *
     * @throws InvalidInputException when it cannot be understood, or nothing was recorded then
     */
    static long position(EventStore events, String typed) {
        if (POSITION.matcher(typed).matches()) {
            long position = Long.parseLong(typed);
            long head = events.head().position();
            if (position < 1 || position > head) {
                throw new InvalidInputException("There is no event " + typed + ": the record has " + head + ".");
            }
            return position;
        }
        long position = events.positionAt(time(typed, ZoneId.systemDefault()));
        if (position == 0) {
            throw new InvalidInputException("Nothing was recorded at " + typed + " or before.");
        }
        return position;
    }

    /** A time; a date is its beginning, and a time without a zone is of this one. */
    static Instant time(String typed, ZoneId zone) {
        List<Function<String, Instant>> forms = List.of(
                text -> OffsetDateTime.parse(text).toInstant(),
                text -> LocalDateTime.parse(text).atZone(zone).toInstant(),
                text -> LocalDate.parse(text).atStartOfDay(zone).toInstant());
        for (Function<String, Instant> form : forms) {
            try {
                return form.apply(typed.strip().replace(' ', 'T'));
            } catch (DateTimeException e) {
                // The next form may fit.
            }
        }
        throw new InvalidInputException("'" + typed
                + "' is neither a position nor a time: write 123, 2026-11-22, 2026-11-22T18:30 or"
                + " 2026-11-22T18:30:00Z.");
    }
}
