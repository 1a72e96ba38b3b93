/** The one entry to networks in files, whoever wrote them: tells the formats apart by what is in the file. */
@NullMarked
package io.gauntlet.engine.foreign;

import org.jspecify.annotations.NullMarked;
