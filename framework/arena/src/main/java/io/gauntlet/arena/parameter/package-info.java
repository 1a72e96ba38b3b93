/**
 * The parameters of plug-ins: from a record with annotated components come JSON Schema, help, validation and the
 * canonical form whose hash identifies a configuration. Knows nothing of kinds of plug-in or of specs.
 */
@NullMarked
package io.gauntlet.arena.parameter;

import org.jspecify.annotations.NullMarked;
