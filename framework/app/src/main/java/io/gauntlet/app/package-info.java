/** The entry point of the program. Commands live in {@code cli}, the web server in {@code http}. */
@NullMarked
package io.gauntlet.app;

import org.jspecify.annotations.NullMarked;
