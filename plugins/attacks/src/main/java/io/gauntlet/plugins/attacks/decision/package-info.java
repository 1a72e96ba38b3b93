/** Attacks that see nothing but the predicted class: boundary, hopskipjump and rays. */
@NullMarked
package io.gauntlet.plugins.attacks.decision;

import org.jspecify.annotations.NullMarked;
