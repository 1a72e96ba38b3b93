@NullMarked
package io.gauntlet.runtime.trial;

import org.jspecify.annotations.NullMarked;
