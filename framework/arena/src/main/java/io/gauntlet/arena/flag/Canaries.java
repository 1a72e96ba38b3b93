package io.gauntlet.arena.flag;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Players that are known to be weak, and take part to show what the others are worth.
 *
 * @param attackers labels of attacks that every real one must beat
 * @param defenders labels of defenses around a plain network that are known to be broken
 * @param plain labels of plain networks, without any defense
 * @param added those of them that nobody named; null, and not written, when there are none
 */
public record Canaries(
        List<String> attackers,
        List<String> defenders,
        List<String> plain,
        // In records of before canaries played beside the others there are none.
        @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Guests added) {
    /** No player is known to be weak. */
    public static final Canaries NONE = new Canaries(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Canaries {
        attackers = List.copyOf(attackers);
        defenders = List.copyOf(defenders);
        plain = List.copyOf(plain);
    }

    /** All of whom were named. */
    public Canaries(List<String> attackers, List<String> defenders, List<String> plain) {
        this(attackers, defenders, plain, null);
    }

    /** Those that nobody named. */
    @JsonIgnore
    public Guests guests() {
        return Objects.requireNonNullElse(added, Guests.NONE);
    }

    /** Whether two meet: weak attacks are tried on plain networks and on whoever counts, not on broken defenses. */
    public boolean meet(String attacker, String defender) {
        Guests guests = guests();
        if (!guests.defenders().contains(defender)) {
            return true;
        }
        return guests.attackers().contains(attacker)
                ? plain.contains(defender)
                : !guests.absent().contains(attacker);
    }
}
