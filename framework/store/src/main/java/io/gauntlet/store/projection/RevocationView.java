package io.gauntlet.store.projection;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Results that were revoked.
 *
 * @param id names it, e.g. to lift it
 * @param scope match, model or plugin-version
 * @param target the match's id, the model's SHA-256, or {@code kind/id@version}
 * @param reason why
 * @param actor who said so
 * @param position of the event that declared it
 * @param revokedAt when
 * @param liftedPosition of the event that lifted it; null while it is in force
 * @param liftedReason why it was lifted
 * @param imported came with an archive: it reaches imported tournaments only
 */
public record RevocationView(
        UUID id,
        String scope,
        String target,
        String reason,
        String actor,
        long position,
        Instant revokedAt,
        @Nullable Long liftedPosition,
        @Nullable String liftedReason,
        boolean imported) {

    /** Whether it counts. */
    boolean inForce(AsOf asOf) {
        boolean declared = position <= asOf.position();
        boolean liftedThen = liftedPosition != null && liftedPosition <= asOf.position();
        boolean then = declared && !liftedThen;
        return then || (asOf.corrected() && liftedPosition == null);
    }
}
