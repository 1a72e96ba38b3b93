/** Stored models as targets of programs elsewhere, which know neither this JVM nor its plug-ins. */
@NullMarked
package io.gauntlet.runtime.remote;

import org.jspecify.annotations.NullMarked;
