package io.gauntlet.store.projection;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.flag.Examination;
import io.gauntlet.arena.scoring.Scoreboard;

/**
 * Everything that people see of one tournament.
 *
 * @param summary its line in the list
 * @param plan as it was planned
 * @param models the defenders' models
 * @param scoreboards the tables, one for each threat model, of the results that count
 * @param revoked the results that do not count any more
 */
public record TournamentView(
        TournamentSummary summary,
        TournamentPlanned plan,
        List<ModelView> models,
        List<Scoreboard> scoreboards,
        List<RevokedResult> revoked) {
    /**
     * A match whose result does not count any more.
     *
     * @param match its id
     * @param attacker label
     * @param defender label
     * @param threatModel the threat model's id
     * @param slice number within its cell
     * @param revocation the revocation's id
     * @param reason why
     */
    public record RevokedResult(
            UUID match,
            String attacker,
            String defender,
            String threatModel,
            int slice,
            UUID revocation,
            String reason) {}

    /**
     * A defender's model.
     *
     * @param label of the defender
     * @param training its training's id
     * @param state waiting, planned, running, trained or failed
     * @param model SHA-256 of the weights
     * @param cleanAccuracy on the whole test split
     * @param curves loss and accuracy of each epoch
     * @param reason why the training failed
     * @param millis how long it took
     * @param bases SHA-256 of the models that it is put around, the innermost last
     * @param examination what the framework found out about it; null when it was not examined
     * @param mark what else is to be known of it, e.g. that an attack it was trained against is revoked
     */
    public record ModelView(
            String label,
            UUID training,
            String state,
            @Nullable String model,
            @Nullable Double cleanAccuracy,
            @Nullable JsonNode curves,
            @Nullable String reason,
            @Nullable Long millis,
            List<String> bases,
            @Nullable Examination examination,
            @Nullable String mark) {}
}
