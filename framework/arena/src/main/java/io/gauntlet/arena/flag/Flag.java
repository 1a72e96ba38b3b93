package io.gauntlet.arena.flag;

import org.jspecify.annotations.Nullable;

/**
 * An automatic doubt about a cell or a defender.
 *
 * @param check id of the {@link Check} that raised it
 * @param defender label; null when the doubt is about an attacker or the whole tournament
 * @param attacker label; null when the doubt is about a defender or the whole tournament
 * @param evidence what was seen, in one sentence with the numbers
 */
public record Flag(
        String check, @Nullable String defender, @Nullable String attacker, String evidence) {
    static Flag of(Check check, @Nullable String defender, @Nullable String attacker, String evidence) {
        return new Flag(check.id(), defender, attacker, evidence);
    }
}
