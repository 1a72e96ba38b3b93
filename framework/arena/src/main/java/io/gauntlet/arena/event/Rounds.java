package io.gauntlet.arena.event;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What changes from round to round of a tournament, and who plays against whom alone.
 *
 * @param count how many rounds there are at most: without anybody who changes, the next one is not played
 * @param material the samples of the attackers' split that players learn from between rounds; none when there is one round
 * @param adapting the defenders that learn again when they were beaten
 * @param choosing the attackers that choose among configurations
 * @param aims the attackers that are meant for some defenders
 * @param warmStarts whether attackers may also begin from the stored examples of the rounds before
 */
public record Rounds(
        int count,
        List<Integer> material,
        List<Adapting> adapting,
        List<Choosing> choosing,
        List<Aim> aims,
        boolean warmStarts) {
    /** One round, in which everybody plays against everybody. */
    public static final Rounds ONE = new Rounds(1, List.of(), List.of(), List.of(), List.of());

    /** @param params all parameters of the defense that trains its network, when it learns again */
    public record Adapting(String defender, JsonNode params) {}

    /**
     * @param choices the configurations; the first, with which it begins, has its label, the others their number behind it
     */
    public record Choosing(String attacker, List<Player> choices) {
        /** Copies the list. */
        public Choosing {
            choices = List.copyOf(choices);
        }
    }

    /** @param defenders those that it plays against, and what comes of them */
    public record Aim(String attacker, List<String> defenders) {
        /** Copies the list. */
        public Aim {
            defenders = List.copyOf(defenders);
        }
    }

    /** Without warm starts. */
    public Rounds(int count, List<Integer> material, List<Adapting> adapting, List<Choosing> choosing, List<Aim> aims) {
        this(count, material, adapting, choosing, aims, false);
    }

    /** Copies the lists. */
    public Rounds {
        material = List.copyOf(material);
        adapting = List.copyOf(adapting);
        choosing = List.copyOf(choosing);
        aims = List.copyOf(aims);
    }

    /** The label of what a defender becomes for a round. Labels of specs hold no such sign. */
    public static String label(String defender, int round) {
        return root(defender) + "@" + round;
    }

    /** The round that a defender's label names, in which it came; 1 for labels of the spec. */
    public static int generation(String label) {
        int sign = label.indexOf('@');
        return sign < 0 ? 1 : Integer.parseInt(label.substring(sign + 1));
    }

    /** The label in the spec of a player that came of another. */
    public static String root(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) == '@' || label.charAt(i) == '#') {
                return label.substring(0, i);
            }
        }
        return label;
    }
}
