package io.gauntlet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A line of an archive's {@code events.jsonl}.
 *
 * @param position in the database it was exported from
 * @param data as text, so that its bytes stay what the content hash covers
 * @param recordedAt ISO 8601
 * @param contentHash 64 hex digits
 * @param artifacts names, sorted
 * @param link SHA-256 over the previous line's link, the number of the line, content hash, meta and time
 */
record ArchiveLine(
        long position,
        UUID id,
        String stream,
        long version,
        String type,
        int schema,
        String data,
        String meta,
        String recordedAt,
        String contentHash,
        List<String> artifacts,
        String link) {
    static final ObjectMapper JSON = JsonMapper.builder().build();

    static ArchiveLine of(RecordedEvent event, List<String> artifacts, byte[] previous, long number) {
        byte[] link = Hashes.link(previous, number, event.contentHash(), event.meta(), event.recordedAt());
        return new ArchiveLine(
                event.position(),
                event.id(),
                event.stream(),
                event.version(),
                event.type(),
                event.schema(),
                event.data(),
                event.meta(),
                event.recordedAt().toString(),
                Hashes.hex(event.contentHash()),
                artifacts,
                Hashes.hex(link));
    }

    static ArchiveLine parse(String json) {
        try {
            return JSON.readValue(json, ArchiveLine.class);
        } catch (IOException e) {
            throw new ArchiveDamaged("a line of its events is no JSON: " + e.getMessage(), e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws ArchiveDamaged when it is not what was exported as this line */
    void check(byte[] previous, long number) {
        String content = Hashes.hex(Hashes.content(id, stream, version, type, schema, data, artifacts));
        byte[] chained = Hashes.link(previous, number, Hashes.bytes(contentHash), meta, time());
        if (!content.equals(contentHash) || !Hashes.hex(chained).equals(link)) {
            throw new ArchiveDamaged(
                    "line " + number + " (" + stream + "@" + version + " " + type + ") is not what was exported", null);
        }
    }

    Instant time() {
        return Instant.parse(recordedAt);
    }

    /** The event to append; its meta keeps the first time. */
    NewEvent event() {
        RecordedEvent recorded = new RecordedEvent(
                position,
                id,
                stream,
                version,
                type,
                schema,
                data,
                meta,
                time(),
                Hashes.bytes(contentHash),
                Hashes.bytes(link));
        return new NewEvent(id, type, schema, data, recorded.importedMeta(), artifacts);
    }
}
