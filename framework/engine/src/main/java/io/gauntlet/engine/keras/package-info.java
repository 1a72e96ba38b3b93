/**
 * Networks that Keras saved: HDF5 files of whole models, and JSON files with binary weight shards. Both have the same
 * description of layers, which is translated here. Nothing in a file is executed: a layer that holds code is refused.
 */
@NullMarked
package io.gauntlet.engine.keras;

import org.jspecify.annotations.NullMarked;
