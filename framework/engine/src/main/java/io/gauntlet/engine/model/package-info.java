/** Defended models put together from stages and a detector: fused forward and gradient, block by block. */
@NullMarked
package io.gauntlet.engine.model;

import org.jspecify.annotations.NullMarked;
