/**
 * Checks of the page's files that need no browser: that everything they name is there. What the page does in a browser
 * is tested with the server, in the end-to-end tests.
 */
@NullMarked
package io.gauntlet.web;

import org.jspecify.annotations.NullMarked;
