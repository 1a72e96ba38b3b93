/** Writes the projects that authors of plug-ins begin with, from templates beside this package. */
@NullMarked
package io.gauntlet.app.project;

import org.jspecify.annotations.NullMarked;
