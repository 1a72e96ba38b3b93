package io.gauntlet.api;

/** For plug-ins that take no parameters. */
public record NoParameters() {}
