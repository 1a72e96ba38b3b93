/** Tests of the detectors. */
@NullMarked
package io.gauntlet.plugins.defenses.detector;

import org.jspecify.annotations.NullMarked;
