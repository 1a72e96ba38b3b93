package io.gauntlet.store.projection;

/**
 * How long an attacker searched and fitted, on the machines that played; no part of its standing, because another run of
 * the same work takes another time.
 *
 * @param threatModel the threat model's id
 * @param attacker label
 * @param millis over all its matches
 */
public record AttackTime(String threatModel, String attacker, long millis) {}
