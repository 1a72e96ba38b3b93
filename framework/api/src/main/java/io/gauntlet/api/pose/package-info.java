/** Turned and shifted pictures: what a pose is, how far poses may go, and the one way in which all render them. */
@NullMarked
package io.gauntlet.api.pose;

import org.jspecify.annotations.NullMarked;
