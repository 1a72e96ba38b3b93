/**
 * The event bus: one verticle for each plug-in behind its own address, and the address of progress. Messages are small
 * JSON; arrays travel as artifacts. What a message makes happen is decided by the handlers that others bring.
 */
@NullMarked
package io.gauntlet.runtime.bus;

import org.jspecify.annotations.NullMarked;
