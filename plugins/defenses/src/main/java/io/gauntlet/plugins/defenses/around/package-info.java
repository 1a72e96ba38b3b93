/** What defenses that are put around a model share: chains of stages, thresholds, detectors behind stages. */
@NullMarked
package io.gauntlet.plugins.defenses.around;

import org.jspecify.annotations.NullMarked;
