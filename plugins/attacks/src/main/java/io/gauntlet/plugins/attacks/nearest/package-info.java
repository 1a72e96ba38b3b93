/** The white-box attacks that look for the smallest perturbation: deepfool, cw, ddn and fmn. */
@NullMarked
package io.gauntlet.plugins.attacks.nearest;

import org.jspecify.annotations.NullMarked;
