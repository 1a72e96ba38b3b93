package io.gauntlet.app.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.gauntlet.arena.InvalidInputException;

/**
 * How to serve.
 *
 * @param host the address to bind to
 * @param port 0 for any that is free
 * @param publicHosts names by which others reach the server, such as that of a proxy; without ports, in lower case
 * @param planning whether tournaments can be planned and cancelled
 * @param targets on what terms programs may ask stored models
 */
public record ServerSettings(String host, int port, Set<String> publicHosts, boolean planning, TargetTerms targets) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?");

    /** Checks everything. @throws InvalidInputException when port or names are none */
    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new InvalidInputException("A port is a number from 0 to 65535, not " + port + ".");
        }
        publicHosts =
                publicHosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        for (String name : publicHosts) {
            if (!NAME.matcher(name).matches()) {
                throw new InvalidInputException("The option --public-host takes the name that browsers show, such as"
                        + " gauntlet.example.org, without a port; '" + name + "' is none.");
            }
        }
    }

    /** A server that offers no model as a target. */
    public ServerSettings(String host, int port, Set<String> publicHosts, boolean planning) {
        this(host, port, publicHosts, planning, TargetTerms.NONE);
    }

    /** Whether a name of a host, as in an address of the web, means the machine itself. */
    static boolean loopback(String name) {
        return LOOPBACK.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether others than this machine's users may reach the server: then everybody needs a token. */
    public boolean exposed() {
        return !loopback(host) || !publicHosts.isEmpty();
    }

    /** The address without the brackets of the web. */
    String address() {
        return host.equals("[::1]") ? "::1" : host;
    }

    /** Whether a Host header that names this is one of ours. */
    boolean names(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return loopback(lower) || lower.equals(host.toLowerCase(Locale.ROOT)) || publicHosts.contains(lower);
    }
}
