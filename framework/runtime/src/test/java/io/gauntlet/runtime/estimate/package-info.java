@NullMarked
package io.gauntlet.runtime.estimate;

import org.jspecify.annotations.NullMarked;
