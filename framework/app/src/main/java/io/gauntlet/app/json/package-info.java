/** The JSON that commands print and the HTTP API serves: how the framework's records are written. */
@NullMarked
package io.gauntlet.app.json;

import org.jspecify.annotations.NullMarked;
