package io.gauntlet.store;

import java.util.List;

/**
 * What {@link Audit#verify} found.
 *
 * @param chain of events
 * @param artifacts how many were checked
 * @param dropped how many of them hold no bytes any more, by policy: an event says so
 * @param differences a sentence for each thing that is not as it was recorded
 */
public record AuditReport(ChainReport chain, long artifacts, long dropped, List<String> differences) {
    /** Whether everything is as it was recorded. */
    public boolean intact() {
        return differences.isEmpty();
    }
}
