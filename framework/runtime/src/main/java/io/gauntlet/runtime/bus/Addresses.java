package io.gauntlet.runtime.bus;

import io.gauntlet.arena.catalog.Kind;

/** The addresses of the event bus. */
public final class Addresses {
    /** Where progress is published: {@code {stream, done, message}} and, of matches, {@code tournament}. */
    public static final String PROGRESS = "progress";

    private Addresses() {}

    /** The address of a plug-in, such as {@code attack.pgd} or {@code dataset.mnist}. */
    public static String of(Kind kind, String id) {
        return (kind == Kind.DATA_SET ? "dataset" : kind.id()) + "." + id;
    }
}
