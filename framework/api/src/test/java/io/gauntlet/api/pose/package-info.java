/** Tests of poses and how they are rendered. */
@NullMarked
package io.gauntlet.api.pose;

import org.jspecify.annotations.NullMarked;
