/** What the author of a data set sees: examples, disjoint splits, and where files may come from. */
@NullMarked
package io.gauntlet.api.data;

import org.jspecify.annotations.NullMarked;
