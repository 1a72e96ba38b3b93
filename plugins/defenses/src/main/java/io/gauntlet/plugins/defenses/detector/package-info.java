/** Defenses that reject samples which look adversarial; their thresholds come from the calibration split. */
@NullMarked
package io.gauntlet.plugins.defenses.detector;

import org.jspecify.annotations.NullMarked;
