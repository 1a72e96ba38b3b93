package io.gauntlet.store;

import java.time.Instant;
import java.util.HexFormat;

/**
 * The end of the log.
 *
 * @param position of the last event; 0 when there is none
 * @param link the last event's link as 64 hex digits, zeros when there is none; it vouches for the whole log
 */
public record Head(long position, String link, Instant recordedAt) {
    static Head of(long position, byte[] link, Instant recordedAt) {
        return new Head(position, HexFormat.of().formatHex(link), recordedAt);
    }
}
