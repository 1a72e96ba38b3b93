/**
 * Networks and defended models as plug-ins and the harness see them: stages with a forward pass and a vector-Jacobian
 * product, put in a row. How they are computed is the engine's affair.
 */
@NullMarked
package io.gauntlet.api.model;

import org.jspecify.annotations.NullMarked;
