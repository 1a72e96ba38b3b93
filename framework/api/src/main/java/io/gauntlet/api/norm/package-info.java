/** What a norm means to whoever searches within a ball, attack or defense: how to start, to climb and to stay inside. */
@NullMarked
package io.gauntlet.api.norm;

import org.jspecify.annotations.NullMarked;
