/** Tests of the web server. */
@NullMarked
package io.gauntlet.app.http;

import org.jspecify.annotations.NullMarked;
