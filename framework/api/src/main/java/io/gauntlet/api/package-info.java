/**
 * What every kind of plug-in shares: the {@link io.gauntlet.api.Plugin} that ServiceLoader finds, descriptions,
 * annotated parameters, norms, threat models and reproducible random draws.
 *
 * <p>Nothing here computes, stores or sends anything; the framework implements the interfaces, plug-ins implement or
 * call them. Kinds of plug-in live in the packages below this one.
 */
@NullMarked
package io.gauntlet.api;

import org.jspecify.annotations.NullMarked;
