/** A plug-in for tests, packed into a jar by them: small enough that a tournament takes a second. */
@NullMarked
package io.gauntlet.app.testplugin;

import org.jspecify.annotations.NullMarked;
