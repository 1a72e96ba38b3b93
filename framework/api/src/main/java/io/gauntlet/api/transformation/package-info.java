/** What the author of a transformation sees: changes that happen to a sample on its way to the network. */
@NullMarked
package io.gauntlet.api.transformation;

import org.jspecify.annotations.NullMarked;
