package io.gauntlet.arena.referee;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The verdict on each sample of a match, a column a property; all columns have one entry for each sample.
 *
 * @param sample position in the test split
 * @param label the true class
 * @param cleanLabel the model's answer to the clean sample, -1 when it was rejected
 * @param goal the class to reach, -1 when untargeted
 * @param adversarialLabel the model's answer to the final candidate, -1 when it was rejected
 * @param wrong the share of the referee's draws in which the final candidate is the attacker's: 0 or 1 for models
 *     without randomness. A sample already wrong when clean is the attacker's at distance 0
 * @param margin the referee's mean margin at the final candidate: logit of the label minus the greatest other
 * @param linf distance of the final candidate, likewise l2, l1 and l0
 * @param queries forward passes billed
 * @param gradients gradients billed
 * @param firstSuccess queries billed when the attack first saw a success, 0 when it never did
 * @param survives for each transformation the share of draws in which the final candidate stays the attacker's; -1 for
 *     samples that were not broken
 */
public record Outcomes(
        int[] sample,
        int[] label,
        int[] cleanLabel,
        int[] goal,
        int[] adversarialLabel,
        float[] wrong,
        float[] margin,
        float[] linf,
        float[] l2,
        float[] l1,
        float[] l0,
        long[] queries,
        long[] gradients,
        long[] firstSuccess,
        Map<String, float[]> survives) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** How many samples. */
    public int size() {
        return sample.length;
    }

    /** Whether a sample was answered rightly (and accepted) when clean. */
    public boolean cleanCorrect(int i) {
        return cleanLabel[i] == label[i];
    }

    /** Canonical JSON: the bytes of the artifact. */
    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write outcomes as JSON.", e);
        }
    }

    /** Reads an artifact. @throws IOException when the bytes are not outcomes */
    public static Outcomes fromJson(byte[] json) throws IOException {
        return JSON.readValue(json, Outcomes.class);
    }
}
