package io.gauntlet.runtime.record;

import java.util.List;

import io.gauntlet.store.AuditReport;

/**
 * What a check of the record found.
 *
 * @param audit hashes of events and artifacts
 * @param differences a sentence for each thing that is not as it was recorded, those of the audit first
 * @param unchecked a sentence for each thing that could not be checked here, such as a match whose defense is not loaded
 * @param models that were evaluated on the clean test split
 * @param matches whose examples were re-scored
 * @param examples that were re-scored
 * @param rounding how many of these have another label or margin by no more than rounding explains
 * @param dropped matches whose examples were dropped by policy and cannot be re-scored
 * @param others plug-ins that were re-scored with although their jars are not those that were recorded
 */
public record RecordReport(
        AuditReport audit,
        List<String> differences,
        List<String> unchecked,
        int models,
        int matches,
        long examples,
        long rounding,
        int dropped,
        List<String> others) {
    /** Whether everything was checked and is as it was recorded. */
    public boolean fine() {
        return differences.isEmpty() && unchecked.isEmpty();
    }
}
