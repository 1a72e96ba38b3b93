/**
 * Operations of oneDNN itself, where its library is present: built once for fixed arrays, with weights rearranged once
 * rather than at each call, and kinds that libnd4j never asks for. Nothing here knows what a layer is.
 */
@NullMarked
package io.gauntlet.engine.backend.onednn;

import org.jspecify.annotations.NullMarked;
