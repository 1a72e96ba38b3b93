@NullMarked
package io.gauntlet.runtime.record;

import org.jspecify.annotations.NullMarked;
