/** The stock network architectures, defined with DL4J's builders, and finding any architecture by id. */
@NullMarked
package io.gauntlet.engine.architecture;

import org.jspecify.annotations.NullMarked;
