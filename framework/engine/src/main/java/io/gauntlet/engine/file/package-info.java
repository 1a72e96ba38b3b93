/**
 * Arrays and networks as files: npy, and zips of npy with a JSON description. Reading executes nothing, limits sizes,
 * and says in one sentence what is wrong with a damaged file.
 */
@NullMarked
package io.gauntlet.engine.file;

import org.jspecify.annotations.NullMarked;
