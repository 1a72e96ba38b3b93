package io.gauntlet.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * An event as stored.
 *
 * @param position 1, 2, 3, … over all streams without gaps; readers see positions in order
 * @param version 1, 2, 3, … within the stream
 * @param data JSON text exactly as appended, before any upcasting
 * @param recordedAt the database's clock, microseconds; never decreases along positions
 * @param contentHash SHA-256 over id, stream, version, type, schema, data and the names of its artifacts; 32 bytes, not to be modified
 * @param link SHA-256 over the previous link, position, content hash, meta and time; 32 bytes, not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content below; copying both hashes per read would cost more
public record RecordedEvent(
        long position,
        UUID id,
        String stream,
        long version,
        String type,
        int schema,
        String data,
        String meta,
        Instant recordedAt,
        byte[] contentHash,
        byte[] link) {
    private static final String IMPORTED = "{\"imported\":{\"at\":\"";

    /** The part of the stream's name before the first dash. */
    public String category() {
        int dash = stream.indexOf('-');
        return dash < 0 ? stream : stream.substring(0, dash);
    }

    /** Whether it came with an archive: its meta then says so. */
    public boolean imported() {
        return meta.startsWith(IMPORTED);
    }

    /** When it was recorded for the first time: for an imported event, in the database that it comes from. */
    public Instant originallyRecordedAt() {
        return imported()
                ? Instant.parse(meta.substring(IMPORTED.length(), meta.indexOf('"', IMPORTED.length())))
                : recordedAt;
    }

    /** The meta for this event when it is imported elsewhere: it keeps its first time. */
    String importedMeta() {
        if (imported()) {
            return meta;
        }
        String rest = meta.strip().substring(1).strip();
        return IMPORTED + recordedAt + "\"}" + (rest.equals("}") ? rest : "," + rest);
    }

    /** The link covers everything else but the id's spelling, so equal links are equal events. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RecordedEvent that
                && position == that.position
                && Arrays.equals(contentHash, that.contentHash)
                && Arrays.equals(link, that.link);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(position) * 31 + Arrays.hashCode(link);
    }

    @Override
    public String toString() {
        return "#" + position + " " + stream + "@" + version + " " + type;
    }
}
