package io.gauntlet.store.projection;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.pose.Pose;

/**
 * A match, as far as it has come.
 *
 * @param id its id
 * @param attacker label
 * @param defender label
 * @param threatModel the threat model's id
 * @param slice number within its cell
 * @param state waiting, planned, running, scored, skipped or forfeited
 * @param forfeitedBy attack, defense or framework
 * @param reason why it was skipped or forfeited
 * @param model SHA-256 of the weights
 * @param examples SHA-256 of the examples' artifact
 * @param outcomes SHA-256 of the outcomes' artifact
 * @param samples how many
 * @param queries billed over all samples
 * @param gradients billed over all samples
 * @param position of the event that ended it
 * @param finishedAt when
 * @param meta timings and attempt
 * @param fitting what the attack did before the match: {@code {queries, gradients, surrogates}}; null when it does not fit
 * @param spared in verdict mode how many samples it was not given, since attacks before it had taken them; else null
 */
public record MatchView(
        UUID id,
        String attacker,
        String defender,
        String threatModel,
        int slice,
        String state,
        @Nullable String forfeitedBy,
        @Nullable String reason,
        @Nullable String model,
        @Nullable String examples,
        @Nullable String outcomes,
        @Nullable Integer samples,
        @Nullable Long queries,
        @Nullable Long gradients,
        @Nullable Long position,
        @Nullable Instant finishedAt,
        @Nullable JsonNode meta,
        @Nullable JsonNode fitting,
        @Nullable Integer spared) {
    /**
     * The verdict on one sample; see {@link io.gauntlet.arena.referee.Outcomes}.
     *
     * @param match its match
     * @param row the sample's place in the match's examples
     * @param pose the share of the limits that the pose of the final candidate takes; null where values were changed
     * @param turned that pose; null likewise
     */
    public record SampleView(
            UUID match,
            int row,
            int sample,
            int label,
            int cleanLabel,
            int goal,
            int adversarialLabel,
            float wrong,
            float margin,
            float linf,
            float l2,
            float l1,
            float l0,
            long queries,
            long gradients,
            long firstSuccess,
            Map<String, Double> survives,
            @Nullable Float pose,
            @Nullable Pose turned) {}
}
